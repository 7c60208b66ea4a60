package dev.foresight.engine.train;

import dev.foresight.engine.data.LoadedData;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.net.Batch;
import dev.foresight.engine.optim.UpdateRule;
import dev.foresight.engine.optim.WeightUpdate;
import dev.foresight.engine.run.RunEvent;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.InvalidSpecException;
import dev.foresight.engine.spec.Registry;
import dev.foresight.engine.spec.RunSpec;
import dev.foresight.engine.spec.SpecProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The first steps of a run with everything that another framework needs to repeat them: network, initial weights,
 * batches as fed, dropout masks, learning rates, losses and final weights. docs/replay-bundle.md describes the files.
 *
 * <p>The steps are taken by {@link TrainingLoop} on the network and the update rule of an ordinary run; evaluations,
 * which change nothing in training, are left out.
 */
public final class ReplayBundle {
    static final String STEPS_HEADER = "step,lr,loss,gradient_norm";

    private ReplayBundle() {}

    /**
     * Trains an arm for some steps and writes the bundle.
     *
     * @param folder is made; may exist when it is empty
     * @return how the steps ended; a bundle of a run that diverged holds the steps up to there
     * @throws InvalidSpecException when the spec cannot run or has no such arm
     * @throws dev.foresight.engine.run.RunIoException when the bundle cannot be written
     */
    public static RunOutcome write(ExperimentSpec experiment, String arm, long seed, long steps, Path folder) {
        return write(run(experiment, arm, seed, steps), folder, SpecParts::make);
    }

    static RunOutcome write(RunSpec run, Path folder, RunParts.Maker maker) {
        prepare(folder);
        try (RunParts parts = maker.make(run)) {
            ReplayRecorder recorder = new ReplayRecorder(parts.network(), folder);
            recorder.writeWeights("init");
            List<String> lines = new ArrayList<>(List.of(STEPS_HEADER));
            RunOutcome outcome;
            try (WeightUpdate update = Registry.of(UpdateRule.class)
                    .get(run.arm().optimizer().rule().id())
                    .start(
                            recorder,
                            run.arm(),
                            run.seed(),
                            run.experiment().execution().resolvedThreads())) {
                outcome = new TrainingLoop(
                                run,
                                new TrainingPart(parts.data()),
                                recorder,
                                update,
                                event -> collect(event, lines),
                                StopSignal.NONE)
                        .run();
            }
            recorder.writeWeights("final");
            Files.writeString(folder.resolve("steps.csv"), String.join("\n", lines) + "\n");
            // Last, so that a bundle that has it is whole.
            Files.writeString(
                    folder.resolve("bundle.json"),
                    ReplayManifest.write(run, recorder.graph(), lines.size() - 1L, recorder.zeroStates()));
            return outcome;
        } catch (IOException e) {
            throw ReplayRecorder.failure(folder, e);
        }
    }

    private static RunSpec run(ExperimentSpec experiment, String arm, long seed, long steps) {
        List<String> names = experiment.arms().stream().map(ArmSpec::name).toList();
        List<SpecProblem> problems = new ArrayList<>();
        if (!names.contains(arm)) {
            problems.add(SpecProblem.error("arms", arm, "one of the names " + names));
        }
        if (steps < 1) {
            problems.add(SpecProblem.error("steps", steps, "at least 1"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidSpecException("no replay bundle of " + experiment.name(), problems);
        }
        ExperimentSpec shortened = experiment.withTraining(experiment.training().withLength(Amount.steps(steps)));
        return new RunSpec(shortened, shortened.arms().get(names.indexOf(arm)), seed);
    }

    private static void prepare(Path folder) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> held = Files.list(folder)) {
                if (held.findAny().isPresent()) {
                    throw new IOException("the folder is not empty");
                }
            }
        } catch (IOException e) {
            throw ReplayRecorder.failure(folder, e);
        }
    }

    private static void collect(RunEvent event, List<String> lines) {
        if (event instanceof RunEvent.Step step) {
            lines.add((step.step() - 1) + "," + step.lr() + "," + step.loss() + "," + step.gradientNorm());
        }
    }

    /** Data of which nothing is evaluated. */
    private record TrainingPart(LoadedData data) implements LoadedData {
        @Override
        public Shape input() {
            return data.input();
        }

        @Override
        public int outputs() {
            return data.outputs();
        }

        @Override
        public List<Split> splits() {
            return List.of();
        }

        @Override
        public int stepsPerEpoch(long seed, long epoch) {
            return data.stepsPerEpoch(seed, epoch);
        }

        @Override
        public double rateFactor(long seed, long epoch, int position) {
            return data.rateFactor(seed, epoch, position);
        }

        @Override
        public Batch training(long seed, long epoch, int position) {
            return data.training(seed, epoch, position);
        }

        @Override
        public Iterable<Batch> evaluation(Split split) {
            return List.of();
        }

        @Override
        public OptionalDouble bestPerplexity(Split split) {
            return OptionalDouble.empty();
        }

        @Override
        public Map<String, String> provenance() {
            return data.provenance();
        }
    }
}
