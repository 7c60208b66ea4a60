package dev.foresight.engine.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foresight.engine.spec.Amount;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The JSON forms of a run's folder apart from its spec: its outcome, its control lines, its messages. */
final class RunJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String HOLD = "hold";

    /** The reason of a failure for want of memory; others have no word. */
    private static final String MEMORY = "memory";

    private RunJson() {}

    static String writeOutcome(RunOutcome outcome) {
        ObjectNode node = MAPPER.createObjectNode();
        switch (outcome) {
            case RunOutcome.Completed end -> node.put("outcome", "completed").put("steps", end.steps());
            case RunOutcome.Stopped end -> {
                node.put("outcome", "stopped").put("steps", end.steps());
                if (end.held()) {
                    node.put("held", true);
                }
            }
            case RunOutcome.Diverged end -> writeDiverged(node.put("outcome", "diverged"), end);
            case RunOutcome.Failed end -> {
                node.put("outcome", "failed").put("cause", end.cause()).put("cutOff", end.cutOff());
                if (end.reason() == RunOutcome.Failed.Reason.MEMORY) {
                    node.put("reason", MEMORY);
                }
            }
        }
        return pretty(node);
    }

    /** JSON has no number that is not finite, so the value is a word. */
    private static void writeDiverged(ObjectNode node, RunOutcome.Diverged end) {
        node.put("step", end.step()).put("quantity", end.quantity());
        end.value().ifPresent(value -> node.put("value", Double.toString(value)));
        end.lastGood()
                .ifPresent(kept -> node.putObject("lastGoodCheckpoint")
                        .put("step", kept.step())
                        .put("file", kept.file()));
        node.put("remedy", RunOutcome.Diverged.REMEDY);
    }

    /** Earlier versions wrote step and quantity alone. */
    private static RunOutcome.Diverged readDiverged(JsonNode node) {
        JsonNode kept = node.path("lastGoodCheckpoint");
        return new RunOutcome.Diverged(
                node.path("step").asLong(),
                whole(node.path("quantity").asText()),
                switch (node.path("value").asText()) {
                    case "Infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
                    case "-Infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
                    case "NaN" -> OptionalDouble.of(Double.NaN);
                    default -> OptionalDouble.empty();
                },
                kept.isObject()
                        ? Optional.of(new RunOutcome.Kept(
                                kept.path("step").asLong(),
                                whole(kept.path("file").asText())))
                        : Optional.empty());
    }

    /** A malformed outcome is a failure that says so: a reader of many runs must not stumble over one. */
    static RunOutcome readOutcome(String text, String origin) {
        try {
            JsonNode node = MAPPER.readTree(text);
            return switch (node.path("outcome").asText()) {
                case "completed" -> new RunOutcome.Completed(node.path("steps").asLong());
                case "stopped" ->
                    new RunOutcome.Stopped(
                            node.path("steps").asLong(), node.path("held").asBoolean());
                case "diverged" -> readDiverged(node);
                case "failed" ->
                    new RunOutcome.Failed(
                            whole(node.path("cause").asText()),
                            node.path("cutOff").asBoolean(),
                            node.path("reason").asText().equals(MEMORY)
                                    ? RunOutcome.Failed.Reason.MEMORY
                                    : RunOutcome.Failed.Reason.OTHER);
                default ->
                    new RunOutcome.Failed(whole(origin + " has the outcome " + node.path("outcome")
                            + "; completed, stopped, diverged or failed was expected"));
            };
        } catch (JsonProcessingException e) {
            return new RunOutcome.Failed(whole(origin + " is not JSON: " + e.getOriginalMessage()));
        }
    }

    /** Halves of characters, which JSON can name and no file can hold, become question marks. */
    private static String whole(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    static String writeControl(Control control) {
        return MAPPER.createObjectNode().put("request", control.id()).toString();
    }

    static Optional<Control> readControl(String line) {
        try {
            String request = MAPPER.readTree(line).path("request").asText();
            for (Control control : Control.values()) {
                if (control.id().equals(request)) {
                    return Optional.of(control);
                }
            }
        } catch (JsonProcessingException e) {
            // The caller tells what the line was; that it is not even JSON adds nothing.
            return Optional.empty();
        }
        return Optional.empty();
    }

    static String writeHold(Amount place) {
        ObjectNode node = MAPPER.createObjectNode().put("request", HOLD);
        node.putObject("at").put(unit(place.unit()), place.count());
        return node.toString();
    }

    /** The place of a request to hold there; empty where the line is none, or names no place. */
    static Optional<Amount> readHold(String line) {
        try {
            JsonNode node = MAPPER.readTree(line);
            for (Amount.Unit unit : Amount.Unit.values()) {
                JsonNode count = node.path("at").path(unit(unit));
                if (node.path("request").asText().equals(HOLD)
                        && count.isIntegralNumber()
                        && count.canConvertToLong()
                        && count.longValue() > 0) {
                    return Optional.of(new Amount(unit, count.longValue()));
                }
            }
        } catch (JsonProcessingException e) {
            // As in readControl.
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static String unit(Amount.Unit unit) {
        return unit.name().toLowerCase(Locale.ROOT);
    }

    static String writeMessage(RunEvent.Message message, String time) {
        return MAPPER.createObjectNode()
                .put("time", time)
                .put("step", message.step())
                .put("kind", message.kind())
                .put("text", message.text())
                .toString();
    }

    /** Empty where the text is not JSON or a number is missing. */
    static Optional<UpdateTimes> readUpdateTimes(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            UpdateTimes times = new UpdateTimes(
                    node.path("passes").asInt(),
                    node.path("updateSeconds").asDouble(),
                    node.path("plainUpdateSeconds").asDouble(),
                    node.path("ratio").asDouble());
            boolean whole = times.passes() > 0 && times.update() > 0 && times.plain() > 0 && times.ratio() > 0;
            return whole ? Optional.of(times) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** A text within an object, by its JSON pointer; empty where it is missing, or the text is not JSON. */
    static String text(String text, String pointer) {
        try {
            return whole(MAPPER.readTree(text).at(pointer).asText(""));
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    /** When a line of events.jsonl was written. */
    static Optional<Instant> time(String line) {
        try {
            return Optional.of(Instant.parse(text(line, "/time")));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** A field of an object; 0 where it is missing or no number, or the text is not JSON. */
    static int number(String text, String field) {
        try {
            return MAPPER.readTree(text).path(field).asInt();
        } catch (JsonProcessingException e) {
            return 0;
        }
    }

    /** Nested maps, lists, texts and numbers as JSON. */
    static String write(Map<String, ?> values) {
        return pretty(MAPPER.valueToTree(values));
    }

    private static String pretty(JsonNode node) {
        return node.toPrettyString() + "\n";
    }
}
