package dev.foresight.engine.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A checkpoint's text in its tensor file. */
final class CheckpointJson {
    /** The version of the form that this program reads and writes. */
    static final int FORMAT = 1;

    private static final JsonMapper JSON = new JsonMapper();

    private CheckpointJson() {}

    static String write(Checkpoint checkpoint) {
        ObjectNode json = JSON.createObjectNode().put("format", FORMAT).put("step", checkpoint.step());
        ArrayNode evaluated = json.putArray("evaluated");
        checkpoint.evaluated().stream().sorted().forEach(evaluated::add);
        json.put("training_nanos", checkpoint.trainingNanos());
        ObjectNode nanos = json.putObject("ledger_nanos");
        checkpoint.ledgerNanos().forEach(nanos::put);
        ObjectNode bytes = json.putObject("ledger_bytes");
        checkpoint.ledgerBytes().forEach(bytes::put);
        checkpoint
                .best()
                .ifPresent(best -> json.putObject("best")
                        .put("metric", best.metric())
                        .put("value", best.value())
                        .put("step", best.step()));
        ObjectNode logs = json.putObject("logs");
        checkpoint.logs().byFile().forEach(logs::put);
        json.put("recurrent", checkpoint.recurrent());
        if (!checkpoint.samples().isEmpty()) {
            ArrayNode samples = json.putArray("samples");
            checkpoint.samples().forEach(step -> samples.add(step));
        }
        return json.put("spec_sha256", checkpoint.identity().specHash())
                .put("threads", checkpoint.identity().threads())
                .put("program", checkpoint.identity().program())
                .toString();
    }

    /**
     * @throws IOException with a sentence, when it is no such text
     * @throws CheckpointMismatch when its form has another version
     */
    static Checkpoint read(String text, String origin) throws IOException {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IOException("its state is not JSON: " + e.getOriginalMessage(), e);
        }
        long format = whole(json, "format");
        if (format != FORMAT) {
            throw new CheckpointMismatch(origin + " has the format " + format + "; this version of Foresight reads "
                    + FORMAT + ": go on with the version that wrote it, or start the run as a new one");
        }
        JsonNode logs = required(json, "logs");
        List<Long> samples = json.has("samples") ? steps(required(json, "samples"), whole(json, "step")) : List.of();
        return new Checkpoint(
                whole(json, "step"),
                words(required(json, "evaluated")),
                whole(json, "training_nanos"),
                wholes(required(json, "ledger_nanos")),
                wholes(required(json, "ledger_bytes")),
                json.has("best") ? Optional.of(best(required(json, "best"))) : Optional.empty(),
                new LogLengths(
                        whole(logs, RunDirectory.STEPS),
                        whole(logs, RunDirectory.EVALUATIONS),
                        // Earlier versions knew no such log, so there was none.
                        logs.has(RunDirectory.LAYERS) ? whole(logs, RunDirectory.LAYERS) : 0,
                        whole(logs, RunDirectory.LEDGER)),
                Math.toIntExact(Math.min(Integer.MAX_VALUE, whole(json, "recurrent"))),
                samples,
                new Checkpoint.Identity(
                        word(json, "spec_sha256"),
                        Math.toIntExact(Math.min(Integer.MAX_VALUE, whole(json, "threads"))),
                        word(json, "program")));
    }

    private static Checkpoint.Best best(JsonNode json) throws IOException {
        JsonNode value = required(json, "value");
        if (!value.isNumber()) {
            throw new IOException("the best value in its state is " + value + "; a number is expected");
        }
        return new Checkpoint.Best(word(json, "metric"), value.doubleValue(), whole(json, "step"));
    }

    private static Set<String> words(JsonNode json) {
        Set<String> words = new HashSet<>();
        json.forEach(word -> words.add(word.asText()));
        return words;
    }

    private static Map<String, Long> wholes(JsonNode json) throws IOException {
        Map<String, Long> wholes = new HashMap<>();
        for (var field : json.properties()) {
            wholes.put(field.getKey(), whole(json, field.getKey()));
        }
        return wholes;
    }

    /** Steps of the past. */
    private static List<Long> steps(JsonNode json, long now) throws IOException {
        if (!json.isArray()) {
            throw new IOException("samples in its state is " + json + "; a list of steps is expected");
        }
        List<Long> steps = new ArrayList<>();
        for (JsonNode element : json) {
            long step = whole("samples", element);
            if (step > now) {
                throw new IOException("samples in its state has " + step + ", but there were " + now + " steps");
            }
            steps.add(step);
        }
        return steps;
    }

    private static long whole(JsonNode json, String key) throws IOException {
        return whole(key, required(json, key));
    }

    private static long whole(String key, JsonNode value) throws IOException {
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw new IOException(key + " in its state is " + value + "; a whole number of at least 0 is expected");
        }
        return value.longValue();
    }

    private static String word(JsonNode json, String key) throws IOException {
        JsonNode value = required(json, key);
        if (!value.isTextual()) {
            throw new IOException(key + " in its state is " + value + "; a text is expected");
        }
        return value.textValue();
    }

    private static JsonNode required(JsonNode json, String key) throws IOException {
        JsonNode value = json.get(key);
        if (value == null) {
            throw new IOException("its state has no " + key);
        }
        return value;
    }
}
