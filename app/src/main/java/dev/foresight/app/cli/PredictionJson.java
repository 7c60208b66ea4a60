package dev.foresight.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foresight.plots.table.Course;
import dev.foresight.plots.table.PredictionQuality;
import java.util.List;

/** How well weights were predicted, as JSON for scripts; a value that is not there is null. */
final class PredictionJson {
    private PredictionJson() {}

    static ObjectNode of(List<PredictionQuality> qualities) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode predictions = root.putArray("predictions");
        for (PredictionQuality quality : qualities) {
            ObjectNode one = predictions.addObject();
            one.put("experiment", quality.experiment());
            one.put("arm", quality.arm().name());
            one.put("armHorizon", quality.arm().prediction().horizon());
            one.put("layer", quality.layer());
            one.put("stepsAhead", quality.horizon());
            course(one.putObject("relativeError"), quality.relativeError());
            course(one.putObject("cosine"), quality.cosine());
            one.put("verdict", quality.verdict());
        }
        return root;
    }

    private static void course(ObjectNode node, Course course) {
        node.put("n", course.whole().n());
        JsonNumber.put(node, "mean", course.whole().mean());
        JsonNumber.put(node, "margin", course.whole().margin());
        JsonNumber.put(node, "first", course.first().mean());
        JsonNumber.put(node, "middle", course.middle().mean());
        JsonNumber.put(node, "last", course.last().mean());
    }
}
