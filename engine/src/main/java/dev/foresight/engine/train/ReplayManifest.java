package dev.foresight.engine.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.LayerGraphJson;
import dev.foresight.engine.graph.Tensor;
import dev.foresight.engine.optim.UpdateRule;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.Parameter;
import dev.foresight.engine.spec.Registry;
import dev.foresight.engine.spec.RunSpec;
import dev.foresight.engine.spec.Values;
import java.util.List;
import java.util.Locale;

/** The bundle.json of a replay bundle, every default of the arm spelled out. */
final class ReplayManifest {
    static final int FORMAT = 2;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ReplayManifest() {}

    static String write(RunSpec run, LayerGraph graph, long steps, List<Long> zeroStates)
            throws JsonProcessingException {
        ObjectNode bundle = MAPPER.createObjectNode();
        bundle.put("format", FORMAT);
        bundle.put("experiment", run.experiment().name());
        bundle.put("task", run.experiment().task().id());
        bundle.put("seed", run.seed());
        bundle.put("steps", steps);
        bundle.put("clip", run.experiment().training().clip());
        ObjectNode arm = arm(run.arm());
        bundle.set("arm", arm);
        ArrayNode starts = bundle.putArray("stateFromZero");
        zeroStates.forEach(starts::add);
        ArrayNode parameters = bundle.putArray("parameters");
        for (Tensor tensor : graph.tensors()) {
            parameters.add(parameter(tensor, arm.path("rule").path("parameters")));
        }
        bundle.set("graph", LayerGraphJson.tree(graph));
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(bundle) + "\n";
    }

    private static ObjectNode arm(ArmSpec arm) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("name", arm.name());
        node.put("learningRate", arm.optimizer().learningRate());
        node.put("horizon", arm.prediction().horizon());
        node.put("horizonForm", arm.prediction().form().id());
        node.put("direction", arm.prediction().direction().id());
        String id = arm.optimizer().rule().id();
        ObjectNode rule = node.putObject("rule").put("id", id);
        ObjectNode parameters = rule.putObject("parameters");
        Values values = arm.optimizer().rule().parameters();
        for (Parameter parameter : Registry.of(UpdateRule.class).get(id).parameters()) {
            switch (parameter) {
                case Parameter.Whole whole -> parameters.put(whole.name(), values.get(whole));
                case Parameter.Real real -> parameters.put(real.name(), values.get(real));
                case Parameter.Flag flag -> parameters.put(flag.name(), values.get(flag));
                case Parameter.Choice choice -> parameters.put(choice.name(), values.get(choice));
                case Parameter.Location location -> parameters.put(location.name(), values.get(location));
            }
        }
        return node;
    }

    /** @param rule the values of the rule's parameters */
    private static ObjectNode parameter(Tensor tensor, JsonNode rule) {
        boolean all = rule.path("decay").asText().equals("all");
        ObjectNode node = MAPPER.createObjectNode();
        node.put("name", tensor.name());
        ArrayNode shape = node.putArray("shape");
        tensor.shape().forEach(shape::add);
        node.put("kind", tensor.kind().name().toLowerCase(Locale.ROOT));
        node.put("trained", tensor.kind().trained());
        boolean covered = all || tensor.kind().matrix();
        node.put(
                "decayed",
                tensor.kind().trained() && covered && rule.path("weightDecay").asDouble() != 0);
        return node;
    }
}
