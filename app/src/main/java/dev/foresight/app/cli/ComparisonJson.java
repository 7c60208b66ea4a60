package dev.foresight.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foresight.engine.run.RunStatus;
import dev.foresight.engine.stats.BestShare;
import dev.foresight.engine.stats.SampleSize;
import dev.foresight.plots.table.ArmSeeds;
import dev.foresight.plots.table.ArmSummary;
import dev.foresight.plots.table.HorizonChoice;
import dev.foresight.plots.table.Signature;
import dev.foresight.plots.table.ToTarget;
import dev.foresight.plots.table.Tuned;
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
        ArrayNode architectures = root.putArray("architectures");
        HorizonChoice.perArchitecture(
                        comparisons.stream().map(Comparison::result).toList())
                .forEach((id, choices) -> {
                    ObjectNode one = architectures.addObject();
                    one.put("id", id);
                    horizons(one.putArray("horizons"), choices);
                });
        return root;
    }

    private static ObjectNode of(Comparison comparison) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", comparison.experiment());
        node.put("split", Quality.SPLIT);
        node.put("metric", comparison.quality().metric().id());
        node.put("baseline", comparison.baseline());
        node.put("measure", comparison.result().measure().words());
        JsonNumber.put(node, "target", comparison.result().target());
        SampleSize size = comparison.result().seeds();
        ObjectNode seeds = node.putObject("seeds");
        seeds.put("planned", size.planned());
        seeds.put("present", size.present());
        seeds.put("added", size.added());
        seeds.put("extendedAfterLooking", size.extendedAfterLooking());
        ArrayNode arms = node.putArray("arms");
        comparison.arms().forEach(arm -> arm(arms.addObject(), comparison, arm));
        ArrayNode tuned = node.putArray("tuned");
        for (Tuned one : comparison.result().tuned()) {
            ObjectNode each = tuned.addObject();
            each.put("family", one.family());
            each.put("arm", one.arm());
            each.put("tried", one.tried());
            each.put("against", one.against());
            each.put("triedAgainst", one.triedAgainst());
            each.put("pairs", one.test().pairs());
            JsonNumber.put(each, "difference", one.test().difference().mean());
            JsonNumber.put(each, "differenceMargin", one.test().difference().margin());
            each.put("chosenOnTheSameSeeds", true);
        }
        horizons(node.putArray("horizons"), comparison.result().horizons());
        ArrayNode runs = node.putArray("runs");
        for (RunView run : comparison.runs()) {
            ObjectNode one = runs.addObject();
            one.put("folder", run.directory().folder().toString());
            one.put("arm", run.spec().arm().name());
            one.put("seed", run.spec().seed());
            one.put("status", run.status().name().toLowerCase(Locale.ROOT));
            one.put("ending", run.ending());
            one.put("steps", run.step());
            JsonNumber.put(
                    one, "final", run.status() == RunStatus.DIVERGED ? OptionalDouble.empty() : run.finalValue());
            JsonNumber.put(one, "best", run.bestValue());
            one.put("bestEpoch", run.bestEpoch());
            JsonNumber.put(one, "secondsPerStep", run.secondsPerStep());
            JsonNumber.put(one, "optimum", run.optimum());
        }
        return node;
    }

    private static void arm(ObjectNode one, Comparison comparison, ArmSummary arm) {
        one.put("name", arm.arm());
        one.put("horizon", arm.horizon());
        one.put("learningRate", arm.spec().optimizer().learningRate());
        one.put("reference", arm.reference().orElse(null));
        one.put("n", arm.values().size());
        JsonNumber.put(one, "mean", arm.measured().mean());
        JsonNumber.put(one, "deviation", arm.measured().deviation());
        one.put("nFinal", arm.finals().n());
        JsonNumber.put(one, "meanFinal", arm.finals().mean());
        JsonNumber.put(one, "deviationFinal", arm.finals().deviation());
        JsonNumber.put(one, "meanBest", arm.bests().mean());
        JsonNumber.put(one, "secondsPerStep", arm.secondsPerStep());
        one.put("pairs", arm.pairs());
        JsonNumber.put(one, "difference", arm.test().difference().mean());
        JsonNumber.put(one, "differenceMargin", arm.test().difference().margin());
        JsonNumber.put(one, "tTest", arm.test().t());
        JsonNumber.put(one, "tTestHolm", arm.holmT());
        JsonNumber.put(
                one, "signedRank", arm.pairs() == 0 ? Double.NaN : arm.test().wilcoxon());
        JsonNumber.put(one, "signedRankHolm", arm.holmWilcoxon());
        JsonNumber.put(one, "effect", arm.test().effect());
        JsonNumber.put(one, "differenceFinal", arm.last().difference().mean());
        JsonNumber.put(one, "differenceFinalMargin", arm.last().difference().margin());
        JsonNumber.put(one, "differenceBest", arm.best().difference().mean());
        one.put("allPairsIn", arm.pairs() > 0 && comparison.result().complete(arm));
        ArrayNode diverged = one.putArray("diverged");
        for (ArmSeeds.Diverged each : arm.seeds().diverged()) {
            ObjectNode lost = diverged.addObject();
            lost.put("seed", each.seed());
            lost.put("step", each.step());
        }
        ArrayNode signatures = one.putArray("signatures");
        Signature.of(comparison.result(), arm)
                .forEach(signature -> signatures
                        .addObject()
                        .put("kind", signature.kind().id())
                        .put("words", signature.words()));
        ArrayNode held = one.putArray("stoppedByHalving");
        arm.seeds()
                .held()
                .forEach(each -> held.addObject().put("seed", each.seed()).put("step", each.step()));
        arm.seeds().unfinished().forEach(one.putArray("unfinishedSeeds")::add);
        arm.seeds().notEvaluated().forEach(one.putArray("notEvaluatedSeeds")::add);
        toTarget(one.putObject("toTarget"), arm.toTarget());
        ObjectNode test = one.putObject("testReportedOnly");
        test.put("n", arm.reported().n());
        JsonNumber.put(test, "mean", arm.reported().mean());
        JsonNumber.put(test, "deviation", arm.reported().deviation());
    }

    /** A median that is never is null; how many got there stands beside it. */
    private static void toTarget(ObjectNode node, ToTarget time) {
        node.put("n", time.steps().n());
        node.put("reached", time.steps().reached());
        JsonNumber.put(node, "medianSteps", time.steps().median());
        JsonNumber.put(node, "medianSeconds", time.seconds().median());
        node.put("pairs", time.stepDifference().pairs());
        JsonNumber.put(
                node, "differenceSteps", time.stepDifference().difference().mean());
        JsonNumber.put(
                node,
                "differenceStepsMargin",
                time.stepDifference().difference().margin());
        JsonNumber.put(
                node, "differenceSeconds", time.secondDifference().difference().mean());
        JsonNumber.put(
                node,
                "differenceSecondsMargin",
                time.secondDifference().difference().margin());
    }

    private static void horizons(ArrayNode nodes, List<HorizonChoice> choices) {
        for (HorizonChoice choice : choices) {
            ObjectNode one = nodes.addObject();
            one.put("subject", choice.subject());
            one.put("experiments", choice.experiments());
            one.put("best", choice.best());
            one.put("seeds", choice.seeds());
            one.put("resamples", BestShare.DRAWS);
            ObjectNode shares = one.putObject("shares");
            for (int i = 0; i < choice.horizons().size(); i++) {
                shares.put(choice.horizons().get(i).toString(), choice.shares().get(i));
            }
            choice.alike().forEach(one.putArray("cannotBeToldFromBest")::add);
            choice.leftOut().forEach(one.putArray("leftOut")::add);
        }
    }
}
