package dev.foresight.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.engine.project.HalvingPlan.Standing;
import dev.foresight.engine.project.SweepRuns.Task;
import dev.foresight.engine.project.SweepRuns.There;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.RunSpec;
import dev.foresight.engine.sweep.SweepSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HalvingPlanTest {
    @TempDir
    Path runs;

    private final Map<String, RunDirectory> there = new HashMap<>();

    private static SweepSpec sweep(String seeds, String horizons) {
        return SweepSpec.read("""
                {"format": 1, "name": "grid", "seeds": %s,
                 "experiment": {"format": 1, "name": "x", "task": "image-classification",
                   "architecture": {"id": "mlp"}, "data": {"id": "shapes"},
                   "arms": [{"name": "AdamW", "rule": {"id": "adamw"}}, {"name": "WP", "rule": {"id": "adamw"}}],
                   "training": {"length": {"epochs": 8}}},
                 "vary": {"arms[1].horizon": %s},
                 "halving": {"factor": 2, "first": {"epochs": 2}}}
                """.formatted(seeds, horizons), "the sweep");
    }

    private SweepRuns look(SweepSpec sweep) {
        SweepRuns found = SweepRuns.of(
                        sweep.expand(), there.values().stream().map(There::look).toList())
                .complete(runs);
        found.there().forEach(run -> there.put(name(run.spec()), run.directory()));
        return found;
    }

    private HalvingPlan plan(SweepSpec sweep) {
        SweepRuns found = look(sweep);
        return HalvingPlan.of(Objects.requireNonNull(sweep.halving()), found);
    }

    private static String name(RunSpec run) {
        return run.arm().name() + "/" + run.seed();
    }

    private static List<String> next(HalvingPlan plan) {
        return plan.next().stream()
                .map(task -> name(task.run().spec()) + " to " + task.until().count())
                .toList();
    }

    /** What a worker would leave: a value every epoch up to where it is told to hold. */
    private static void train(Task task, ToDoubleFunction<RunSpec> accuracy) {
        task.prepare();
        RunDirectory run = task.run().directory();
        RunSpec spec = task.run().spec();
        StringBuilder rows = new StringBuilder("step,epoch,seconds,split,metric,value\n");
        for (long epoch = 0; epoch <= task.until().count(); epoch++) {
            rows.append(epoch * 10 + "," + epoch + ".0,1,validation,accuracy," + accuracy.applyAsDouble(spec) + "\n");
        }
        try {
            Files.writeString(run.file(RunDirectory.EVALUATIONS), rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean whole = task.until().equals(spec.experiment().training().length());
        run.end(
                whole
                        ? new RunOutcome.Completed(80)
                        : new RunOutcome.Stopped(task.until().count() * 10, true));
    }

    private static double byHorizon(RunSpec run) {
        return run.arm().prediction().horizon() / 10;
    }

    @Test
    void atEachRungTheBestGoOnAndReferencesTrainToTheirEnd() {
        SweepSpec sweep = sweep("[1, 2]", "[1, 2, 3, 4]");
        HalvingPlan first = plan(sweep);
        assertThat(first.waiting()).contains(Amount.epochs(2));
        assertThat(next(first)).hasSize(8).allMatch(run -> run.startsWith("WP") && run.endsWith(" to 2"));
        first.next().forEach(task -> train(task, HalvingPlanTest::byHorizon));

        HalvingPlan second = plan(sweep);
        assertThat(next(second)).containsExactly("WP s=3/1 to 4", "WP s=3/2 to 4", "WP s=4/1 to 4", "WP s=4/2 to 4");
        assertThat(second.stopped()).isEqualTo(2);
        // A machine that dies here decides the same afterwards.
        assertThat(plan(sweep).standings()).isEqualTo(second.standings());
        second.next().forEach(task -> train(task, HalvingPlanTest::byHorizon));

        HalvingPlan last = plan(sweep);
        assertThat(next(last)).containsExactly("AdamW/1 to 8", "AdamW/2 to 8", "WP s=4/1 to 8", "WP s=4/2 to 8");
        last.next().forEach(task -> train(task, HalvingPlanTest::byHorizon));
        HalvingPlan done = plan(sweep);
        assertThat(done.next()).isEmpty();
        assertThat(done.standings().values())
                .containsExactly(
                        new Standing.Reference(),
                        new Standing.Stopped(Amount.epochs(2)),
                        new Standing.Stopped(Amount.epochs(2)),
                        new Standing.Stopped(Amount.epochs(4)),
                        new Standing.GoesOn(Amount.epochs(8)));
        // Of five cells two stop at a quarter and one at half of their way.
        assertThat(done.saved()).isEqualTo((0.75 + 0.75 + 0.5) / 5);
    }

    @Test
    void moreSeedsAreBroughtToTheRungAndMayBringACellBack() {
        plan(sweep("[1]", "[1, 2]")).next().forEach(task -> train(task, HalvingPlanTest::byHorizon));
        assertThat(plan(sweep("[1]", "[1, 2]")).standings().values()).contains(new Standing.Stopped(Amount.epochs(2)));
        SweepSpec more = sweep("[1, 2]", "[1, 2]");
        HalvingPlan added = plan(more);
        assertThat(next(added)).containsExactly("WP s=1/2 to 2", "WP s=2/2 to 2");
        added.next().forEach(task -> train(task, run -> -byHorizon(run) * 5));
        assertThat(next(plan(more))).containsExactly("WP s=1/1 to 4", "WP s=1/2 to 4");
    }

    @Test
    void aCellThatLostASeedRanksBehindThoseThatLostNone() {
        SweepSpec sweep = sweep("[1, 2]", "[1, 2, 3, 4]");
        plan(sweep).next().forEach(task -> train(task, HalvingPlanTest::byHorizon));
        RunDirectory lost = Objects.requireNonNull(there.get("WP s=4/1"));
        try {
            Files.delete(lost.file(RunDirectory.EVALUATIONS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lost.end(new RunOutcome.Diverged(3, "training loss", Double.NaN));
        assertThat(next(plan(sweep)))
                .containsExactly("WP s=2/1 to 4", "WP s=2/2 to 4", "WP s=3/1 to 4", "WP s=3/2 to 4");
    }

    @Test
    void equalCellsAreTakenInTheOrderOfTheFile() {
        SweepSpec sweep = sweep("[1]", "[4, 1]");
        plan(sweep).next().forEach(task -> train(task, run -> 0.5));
        assertThat(next(plan(sweep))).containsExactly("WP s=4/1 to 4");
    }

    @Test
    void aRunThatFailedBeforeTheRungIsTriedAgainBeforeAnythingIsDecided() {
        SweepSpec sweep = sweep("[1]", "[1, 2]");
        List<Task> tasks = plan(sweep).next();
        train(tasks.getFirst(), HalvingPlanTest::byHorizon);
        tasks.getLast().prepare();
        tasks.getLast().run().directory().end(new RunOutcome.Failed("no memory"));
        assertThat(next(plan(sweep))).containsExactly("WP s=2/1 to 2");
        assertThat(plan(sweep).waiting()).contains(Amount.epochs(2));
        // Whoever resumes it by hand has it hold there as well.
        RunDirectory failed = tasks.getLast().run().directory();
        failed.reopen();
        assertThat(failed.holdAt()).contains(Amount.epochs(2));
    }
}
