package dev.foresight.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foresight.engine.stats.Summary;
import dev.foresight.plots.table.Overhead;
import dev.foresight.plots.table.OverheadWords;
import java.util.List;
import java.util.Map;

/** What runs cost, as JSON for scripts: seconds, bytes, fractions; each number with its n and 95 % interval. */
final class OverheadJson {
    private OverheadJson() {}

    static ObjectNode of(List<Overhead> overheads) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode experiments = root.putArray("experiments");
        for (Overhead overhead : overheads) {
            ObjectNode node = experiments.addObject();
            node.put("name", overhead.experiment());
            overhead.warnings().forEach(node.putArray("warnings")::add);
            ArrayNode arms = node.putArray("arms");
            overhead.arms().forEach(arm -> arm(arms.addObject(), arm));
            OverheadWords.of(overhead).forEach(node.putArray("words")::add);
        }
        return root;
    }

    private static void arm(ObjectNode node, Overhead.Arm arm) {
        node.put("name", arm.name());
        node.put("horizon", arm.spec().prediction().horizon());
        node.put("reference", arm.reference().orElse(null));
        put(node, "secondsPerStep", arm.step());
        put(node, "difference", arm.difference());
        put(node, "ratio", arm.ratio());
        put(node, "phases", arm.phases());
        put(node, "phaseDifferences", arm.differences());
        put(node, "shares", arm.shares());
        put(node, "updateSeconds", arm.update());
        put(node, "plainUpdateSeconds", arm.plain());
        put(node, "updateRatio", arm.updateRatio());
        put(node, "peakBytes", arm.peak());
        put(node, "peakDifference", arm.peakDifference());
        put(node, "copyBytes", arm.copies());
        put(node, "momentBytes", arm.moments());
    }

    private static void put(ObjectNode node, String key, Map<String, Summary> each) {
        ObjectNode inside = node.putObject(key);
        each.forEach((name, summary) -> put(inside, name, summary));
    }

    private static void put(ObjectNode node, String key, Summary summary) {
        ObjectNode inside = node.putObject(key).put("n", summary.n());
        JsonNumber.put(inside, "mean", summary.mean());
        JsonNumber.put(inside, "margin", summary.margin());
    }
}
