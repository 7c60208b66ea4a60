package dev.foresight.engine.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.InvalidSpecException;
import dev.foresight.engine.spec.RunSpec;
import dev.foresight.engine.spec.SpecJson;
import dev.foresight.engine.spec.SpecProblem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The JSON forms of a run's folder: its spec, its outcome, its control lines, its messages. */
final class RunJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int FORMAT = 1;

    private RunJson() {}

    static String writeSpec(RunSpec run) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("format", FORMAT);
        node.put("arm", run.arm().name());
        node.put("seed", run.seed());
        node.set("experiment", tree(SpecJson.write(run.experiment()), "experiment"));
        return pretty(node);
    }

    /** @throws InvalidSpecException with what is wrong and where */
    static RunSpec readSpec(String text, String origin) {
        JsonNode node = tree(text, origin);
        require(node.path("format").asInt(0) == FORMAT, origin, "format", node.path("format"), "1");
        require(node.path("seed").isIntegralNumber(), origin, "seed", node.path("seed"), "a whole number");
        require(node.path("experiment").isObject(), origin, "experiment", node.path("experiment"), "an experiment");
        ExperimentSpec experiment = SpecJson.read(node.path("experiment").toString(), origin);
        String name = node.path("arm").asText();
        List<String> names = experiment.arms().stream().map(ArmSpec::name).toList();
        require(names.contains(name), origin, "arm", node.path("arm"), "one of " + names);
        return new RunSpec(
                experiment,
                experiment.arms().get(names.indexOf(name)),
                node.path("seed").asLong());
    }

    static String writeOutcome(RunOutcome outcome) {
        ObjectNode node = MAPPER.createObjectNode();
        switch (outcome) {
            case RunOutcome.Completed end -> node.put("outcome", "completed").put("steps", end.steps());
            case RunOutcome.Stopped end -> node.put("outcome", "stopped").put("steps", end.steps());
            case RunOutcome.Diverged end ->
                node.put("outcome", "diverged").put("step", end.step()).put("quantity", end.quantity());
            case RunOutcome.Failed end -> node.put("outcome", "failed").put("cause", end.cause());
        }
        return pretty(node);
    }

    /** A malformed outcome is a failure that says so: a reader of many runs must not stumble over one. */
    static RunOutcome readOutcome(String text, String origin) {
        try {
            JsonNode node = MAPPER.readTree(text);
            return switch (node.path("outcome").asText()) {
                case "completed" -> new RunOutcome.Completed(node.path("steps").asLong());
                case "stopped" -> new RunOutcome.Stopped(node.path("steps").asLong());
                case "diverged" ->
                    new RunOutcome.Diverged(
                            node.path("step").asLong(), node.path("quantity").asText());
                case "failed" -> new RunOutcome.Failed(node.path("cause").asText());
                default ->
                    new RunOutcome.Failed(origin + " has the outcome " + node.path("outcome")
                            + "; completed, stopped, diverged or failed was expected");
            };
        } catch (JsonProcessingException e) {
            return new RunOutcome.Failed(origin + " is not JSON: " + e.getOriginalMessage());
        }
    }

    static String writeControl(Control control) {
        return MAPPER.createObjectNode()
                .put("request", control.name().toLowerCase(Locale.ROOT))
                .toString();
    }

    static Optional<Control> readControl(String line) {
        try {
            String request = MAPPER.readTree(line).path("request").asText();
            for (Control control : Control.values()) {
                if (control.name().toLowerCase(Locale.ROOT).equals(request)) {
                    return Optional.of(control);
                }
            }
        } catch (JsonProcessingException e) {
            // The caller tells what the line was; that it is not even JSON adds nothing.
            return Optional.empty();
        }
        return Optional.empty();
    }

    static String writeMessage(RunEvent.Message message, String time) {
        return MAPPER.createObjectNode()
                .put("time", time)
                .put("step", message.step())
                .put("kind", message.kind())
                .put("text", message.text())
                .toString();
    }

    /** Nested maps, lists, texts and numbers as JSON. */
    static String write(Map<String, ?> values) {
        return pretty(MAPPER.valueToTree(values));
    }

    private static JsonNode tree(String text, String origin) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new InvalidSpecException(
                    origin + " is not JSON",
                    List.of(SpecProblem.error(
                            "line " + e.getLocation().getLineNr(),
                            e.getOriginalMessage(),
                            "JSON, as this program writes it")));
        }
    }

    private static String pretty(JsonNode node) {
        return node.toPrettyString() + "\n";
    }

    private static void require(boolean holds, String origin, String path, JsonNode found, String allowed) {
        if (!holds) {
            throw new InvalidSpecException(
                    origin + " is no run", List.of(SpecProblem.error(path, found, allowed + "; start the run anew")));
        }
    }
}
