package dev.foresight.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foresight.plots.table.ArmSummary;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Comparisons as JSON for scripts; a value that is not there is null, accuracies are fractions. */
final class ComparisonJson {
    private ComparisonJson() {}

    static ObjectNode of(List<Comparison> comparisons) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode experiments = root.putArray("experiments");
        comparisons.forEach(comparison -> experiments.add(of(comparison)));
        return root;
    }

    private static ObjectNode of(Comparison comparison) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", comparison.experiment());
        node.put("split", Quality.SPLIT);
        node.put("metric", comparison.quality().metric().id());
        node.put("baseline", comparison.baseline());
        ArrayNode arms = node.putArray("arms");
        for (ArmSummary arm : comparison.arms()) {
            ObjectNode one = arms.addObject();
            one.put("name", arm.arm());
            one.put("horizon", arm.horizon());
            one.put("n", arm.seeds().size());
            put(one, "meanFinal", arm.finalMean());
            put(one, "deviationFinal", arm.finalDeviation());
            put(one, "meanBest", arm.bestMean());
            put(one, "secondsPerStep", arm.secondsPerStep());
            one.put("pairs", arm.pairs());
            put(one, "differenceFinal", arm.last().difference().mean());
            put(one, "differenceFinalMargin", arm.last().difference().margin());
            put(one, "tTest", arm.last().t());
            put(one, "tTestHolm", arm.holmT());
            put(one, "signedRank", arm.pairs() == 0 ? Double.NaN : arm.last().wilcoxon());
            put(one, "signedRankHolm", arm.holmWilcoxon());
            put(one, "effect", arm.last().effect());
            put(one, "differenceBest", arm.bests().difference().mean());
        }
        ArrayNode runs = node.putArray("runs");
        for (RunView run : comparison.runs()) {
            ObjectNode one = runs.addObject();
            one.put("folder", run.directory().folder().toString());
            one.put("arm", run.spec().arm().name());
            one.put("seed", run.spec().seed());
            one.put("status", run.status().name().toLowerCase(Locale.ROOT));
            one.put("ending", run.ending());
            one.put("steps", run.step());
            put(one, "final", run.finalValue());
            put(one, "best", run.bestValue());
            one.put("bestEpoch", run.bestEpoch());
            put(one, "secondsPerStep", run.secondsPerStep());
            put(one, "optimum", run.optimum());
        }
        return node;
    }

    private static void put(ObjectNode node, String key, OptionalDouble value) {
        put(node, key, value.orElse(Double.NaN));
    }

    private static void put(ObjectNode node, String key, double value) {
        if (Double.isFinite(value)) {
            node.put(key, value);
        } else {
            node.putNull(key);
        }
    }
}
