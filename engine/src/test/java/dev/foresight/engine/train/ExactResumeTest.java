package dev.foresight.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.CheckpointSpec;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.OptimizerSpec;
import dev.foresight.engine.spec.PredictionSpec;
import dev.foresight.engine.spec.RunSpec;
import dev.foresight.engine.spec.SpecDefaults;
import dev.foresight.engine.spec.TrainingSpec;
import dev.foresight.engine.spec.Values;
import dev.foresight.engine.train.ResumableRun.Left;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was interrupted ends as if it had not been, to the last bit. */
@Timeout(120)
class ExactResumeTest {
    private static final CheckpointSpec SPARSE = new CheckpointSpec(new CheckpointSpec.Steps(1000), 2);
    private static final RunOutcome COMPLETED = new RunOutcome.Completed(ResumableRun.STEPS);

    private static final Map<RunSpec, Left> WHOLE = new ConcurrentHashMap<>();

    @TempDir
    Path runs;

    private static RunSpec spec(String task, double horizon, CheckpointSpec checkpoint) {
        return task.equals("images")
                ? ResumableRun.images(horizon, checkpoint)
                : ResumableRun.language(horizon, checkpoint);
    }

    /** Computed once for all tests. */
    private Left whole(RunSpec spec) {
        return WHOLE.computeIfAbsent(spec, absent -> {
            RunDirectory run = RunDirectory.create(runs, spec);
            assertThat(ResumableRun.go(run)).isEqualTo(COMPLETED);
            return Left.by(run);
        });
    }

    @ParameterizedTest
    @CsvSource({"images,0", "images,1", "language,0", "language,1"})
    void stoppedWithACheckpointSeveralTimesItEndsAlike(String task, double horizon) {
        RunSpec spec = spec(task, horizon, SPARSE);
        Left expected = whole(spec);
        assertThat(expected.secondsAddUp()).isTrue();
        RunDirectory run = RunDirectory.create(runs, spec);
        // In the first epoch, in the midst of the second, at an evaluation, and just before the end.
        for (long step : new long[] {1, 6, 8, ResumableRun.STEPS - 1}) {
            assertThat(ResumableRun.stopAndKeep(run, step)).isEqualTo(new RunOutcome.Stopped(step));
            ResumableRun.reopen(run);
        }
        assertThat(ResumableRun.go(run)).isEqualTo(COMPLETED);
        assertThat(Left.by(run).differences(expected)).isEmpty();
        assertThat(run.file(RunDirectory.EVENTS))
                .content()
                .contains("resumed at step 8 from checkpoints/step-000000000008");
    }

    /** Rungs of halving: at an evaluation, in the midst of an epoch, and beyond the end, where nothing holds. */
    @ParameterizedTest
    @CsvSource({"images,0", "images,1", "language,1"})
    void heldAtPlacesSetBeforeItEndsAlike(String task, double horizon) {
        RunSpec spec = spec(task, horizon, SPARSE);
        Left expected = whole(spec);
        RunDirectory run = RunDirectory.create(runs, spec);
        for (long step : new long[] {2, 6, 12}) {
            run.hold(Amount.steps(step));
            assertThat(ResumableRun.go(run)).isEqualTo(new RunOutcome.Stopped(step, true));
            ResumableRun.reopen(run);
        }
        run.hold(Amount.steps(ResumableRun.STEPS));
        assertThat(ResumableRun.go(run)).isEqualTo(COMPLETED);
        assertThat(Left.by(run).differences(expected)).isEmpty();
    }

    @Test
    void aHoldInEpochsIsAtTheEndOfTheLast() {
        RunSpec spec = spec("images", 1, SPARSE);
        RunDirectory run = RunDirectory.create(runs, spec);
        run.hold(Amount.epochs(1));
        assertThat(ResumableRun.go(run)).isInstanceOf(RunOutcome.Stopped.class);
        List<String[]> rows = run.follow(RunDirectory.STEPS).newRows();
        assertThat(Double.parseDouble(rows.getLast()[1])).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "sgd,rule",
        "nesterov,rule",
        "adam,rule",
        "rmsprop,rule",
        "adagrad,rule",
        "nadam,rule",
        "adabelief,rule",
        "adam3,random",
        "adamw,random"
    })
    void everyRuleGoesOnFromItsOwnState(String rule, String direction) {
        RunSpec base = spec("images", 1, SPARSE);
        ArmSpec arm = new ArmSpec(
                base.arm().name(),
                base.arm().color(),
                new OptimizerSpec(new ComponentSpec(rule, Values.NONE), 0.002),
                new PredictionSpec(
                        1,
                        PredictionSpec.Form.STEPS,
                        PredictionSpec.Direction.valueOf(direction.toUpperCase(Locale.ROOT))));
        RunSpec spec = new RunSpec(base.experiment().withArms(List.of(arm)), arm, base.seed());
        Left expected = whole(spec);
        RunDirectory run = RunDirectory.create(runs, spec);
        assertThat(ResumableRun.stopAndKeep(run, 6)).isEqualTo(new RunOutcome.Stopped(6));
        ResumableRun.reopen(run);
        assertThat(ResumableRun.go(run)).isEqualTo(COMPLETED);
        assertThat(Left.by(run).differences(expected)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"images,1", "language,1"})
    void abandonedAfterACheckpointItRepeatsWhatCameLaterAndEndsAlike(String task, double horizon) {
        RunSpec spec = spec(task, horizon, new CheckpointSpec(new CheckpointSpec.Steps(5), 2));
        Left expected = whole(spec);
        RunDirectory run = RunDirectory.create(runs, spec);
        for (long step : new long[] {3, 7, 12}) {
            assertThat(ResumableRun.abandon(run, step)).isInstanceOf(RunOutcome.Failed.class);
            ResumableRun.reopen(run);
        }
        assertThat(ResumableRun.go(run)).isEqualTo(COMPLETED);
        assertThat(Left.by(run).differences(expected)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "weights",
                "statistics",
                "m",
                "v",
                "recurrent",
                "step",
                "evaluated",
                "training_nanos",
                "ledger_nanos",
                "best",
                "steps.csv",
                "evaluations.csv",
                "layers.csv",
                "ledger.csv",
                "samples",
                "sampled weights",
                "predicted moves"
            })
    void withoutAnyPieceOfTheStateItEndsOtherwise(String piece) throws IOException {
        String task = piece.equals("recurrent") ? "language" : "images";
        // A stop leaves the evaluation of its step to be done; only a checkpoint on the way has it behind it.
        boolean abandoned = piece.equals("evaluated");
        RunSpec spec = spec(task, 1, abandoned ? new CheckpointSpec(new CheckpointSpec.Steps(6), 2) : SPARSE);
        Left expected = whole(spec);
        RunDirectory run = RunDirectory.create(runs, spec);
        if (abandoned) {
            ResumableRun.abandon(run, 7);
        } else {
            ResumableRun.stopAndKeep(run, 7);
        }
        ResumableRun.reopen(run);
        ResumableRun.tamper(run, (state, tensors) -> drop(piece, state, tensors));
        ResumableRun.go(run);
        assertThat(Left.by(run).differences(expected)).isNotEmpty();
    }

    /** The control of the one above: written again as it was, nothing is lost. */
    @Test
    void writtenAgainAsItWasItEndsAlike() throws IOException {
        RunSpec spec = spec("images", 1, SPARSE);
        Left expected = whole(spec);
        RunDirectory run = RunDirectory.create(runs, spec);
        ResumableRun.stopAndKeep(run, 7);
        ResumableRun.reopen(run);
        ResumableRun.tamper(run, (state, tensors) -> {});
        ResumableRun.go(run);
        assertThat(Left.by(run).differences(expected)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"images,0", "images,2", "language,1"})
    void samplesChangeNothingOfTraining(String task, double horizon) throws IOException {
        RunSpec sampled = spec(task, horizon, SPARSE);
        Left with = whole(sampled);
        TrainingSpec training = sampled.experiment().training();
        RunSpec plain = new RunSpec(
                sampled.experiment().withTraining(training.withDiagnostics(SpecDefaults.DIAGNOSTICS)),
                sampled.arm(),
                sampled.seed());
        RunDirectory run = RunDirectory.create(runs, plain);
        assertThat(ResumableRun.go(run)).isEqualTo(COMPLETED);
        Left without = Left.by(run);
        assertThat(without.tensors()).isEqualTo(with.tensors());
        assertThat(without.rows())
                .isEqualTo(with.rows().stream()
                        .filter(row -> !row.startsWith("d ") && !row.endsWith(" diagnostics"))
                        .toList());
        assertThat(run.file(RunDirectory.LAYERS)).doesNotExist();
        // The samples of steps 2, 4, 6, 8, 10 and 12, of which only the last is not followed to its end.
        assertThat(with.rows().stream().filter(row -> row.matches("d \\d+,all,cosine,3,.*")))
                .hasSize(5);
    }

    private static void drop(String piece, ObjectNode state, Map<String, float[]> tensors) {
        switch (piece) {
            case "weights" -> zero(tensors, name -> name.equals("n0.weight"));
            case "statistics" -> zero(tensors, name -> name.endsWith("running_mean"));
            case "m" -> zero(tensors, name -> name.startsWith("m/"));
            case "v" -> zero(tensors, name -> name.equals("v/n8.bias"));
            case "recurrent" -> zero(tensors, name -> name.startsWith("recurrent/"));
            case "samples" -> assertThat(state.remove("samples")).hasToString("[6]");
            case "sampled weights" -> zero(tensors, name -> name.equals("sample/6/weights/n0.weight"));
            case "predicted moves" -> zero(tensors, name -> name.startsWith("sample/6/move/"));
            case "step" -> state.put("step", state.get("step").asLong() - 1);
            case "evaluated" -> state.putArray("evaluated");
            case "training_nanos" -> state.put("training_nanos", 0);
            case "ledger_nanos" -> state.putObject("ledger_nanos");
            // Dropped, it may be found again by a later evaluation that ties with it; this one cannot be.
            case "best" ->
                state.putObject("best")
                        .put("metric", "accuracy")
                        .put("value", 2.0)
                        .put("step", 3);
            default -> ((ObjectNode) state.get("logs")).put(piece, 0);
        }
    }

    private static void zero(Map<String, float[]> tensors, Predicate<String> which) {
        assertThat(tensors.keySet()).anyMatch(which);
        tensors.forEach((name, values) -> {
            if (which.test(name)) {
                Arrays.fill(values, 0);
            }
        });
    }
}
