package dev.foresight.engine.spec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The ranges of a spec's own values, as far as they need no knowledge of components. */
public final class SpecRanges {
    private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final Pattern FILE_NAME =
            Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N} ._=+,()-]{0,98}[\\p{L}\\p{N}_=+()-])?");
    /** What {@link #isFileName} takes, in words. */
    public static final String FILE_NAMES =
            "1 to 100 letters, digits, spaces or . _ - = + , ( ) that make a file name; it begins with a letter or a"
                    + " digit";

    /** Names that Windows keeps for devices, with any ending; it takes raised digits for digits. */
    private static final Pattern DEVICE =
            Pattern.compile("(con|prn|aux|nul|(com|lpt)[\\d\u00b9\u00b2\u00b3]) *(\\..*)?", Pattern.CASE_INSENSITIVE);

    /** Where a spec says it; whether the network has such statistics is known to its architecture alone. */
    public static final String REESTIMATE_BATCHES = "training.reestimateBatches";

    /** Where a spec says it; what is needed is known to its architecture alone. */
    public static final String DIAGNOSTICS = "training.diagnostics";

    public static final String DIAGNOSTICS_MEMORY = DIAGNOSTICS + ".memory";

    private static final int MOST_HORIZONS = 16;
    private static final long FARTHEST_HORIZON = 1000;
    /** A terabyte. */
    private static final long MOST_MEGABYTES = 1_000_000;

    /** A year, in seconds. */
    private static final long LONGEST_INTERVAL = 31_536_000;

    private static final int MOST_KEPT = 1000;

    private final List<SpecProblem> problems = new ArrayList<>();

    private SpecRanges() {}

    /** All problems at once, in the order of the spec. */
    public static List<SpecProblem> check(ExperimentSpec spec) {
        SpecRanges ranges = new SpecRanges();
        ranges.require(isFileName(spec.name()), "name", spec.name(), FILE_NAMES);
        ranges.data(spec);
        ranges.arms(spec.arms());
        ranges.training(spec);
        ranges.execution(spec.execution());
        ranges.seeds(spec.seeds());
        return List.copyOf(ranges.problems);
    }

    /** Whether a text can be the name of a file on every system, without its ending. */
    public static boolean isFileName(String name) {
        return FILE_NAME.matcher(name).matches() && !DEVICE.matcher(name).matches();
    }

    private void data(ExperimentSpec spec) {
        DataSpec data = spec.data();
        require(data.trainExamples() >= 0, "data.trainExamples", data.trainExamples(), "0 for all, or how many");
        require(data.validationExamples() >= 0, "data.validationExamples", data.validationExamples(), "0, or how many");
        require(
                spec.task() == Task.IMAGE_CLASSIFICATION || data.augmentation() == DataSpec.Augmentation.NONE,
                "data.augmentation",
                data.augmentation().id(),
                "none for a language model; only images are augmented");
    }

    private void arms(List<ArmSpec> arms) {
        require(!arms.isEmpty(), "arms", "an empty list", "at least one arm");
        Set<String> names = new HashSet<>();
        for (int i = 0; i < arms.size(); i++) {
            ArmSpec arm = arms.get(i);
            String path = "arms[" + i + "].";
            require(
                    !arm.name().isBlank()
                            && arm.name().length() <= 60
                            && arm.name().chars().noneMatch(Character::isISOControl),
                    path + "name",
                    arm.name(),
                    "1 to 60 characters on one line");
            require(
                    names.add(arm.name().toLowerCase(Locale.ROOT)),
                    path + "name",
                    arm.name(),
                    "a name that no other arm has");
            require(COLOR.matcher(arm.color()).matches(), path + "color", arm.color(), "a colour as #rrggbb");
            double rate = arm.optimizer().learningRate();
            require(Double.isFinite(rate) && rate >= 0, path + "learningRate", rate, "a finite number of at least 0");
            double horizon = arm.prediction().horizon();
            require(
                    Double.isFinite(horizon),
                    path + "horizon",
                    horizon,
                    "a finite number of steps; 0 for no prediction, 1 to 3 are sensible");
        }
    }

    private void training(ExperimentSpec spec) {
        TrainingSpec training = spec.training();
        require(
                training.length().count() >= 1,
                amount("length", training.length()),
                training.length().count(),
                "1 or more");
        require(training.batch() >= 1, "training.batch", training.batch(), "1 or more");
        require(
                training.bptt() >= 1,
                "training.bptt",
                training.bptt(),
                "1 or more steps of backpropagation through time");
        require(
                spec.task() == Task.LANGUAGE_MODEL || !training.variableBptt(),
                "training.variableBptt",
                true,
                "false; only language models are trained on pieces of text");
        schedule("training.schedule", training.schedule());
        require(
                Double.isFinite(training.clip()) && training.clip() >= 0,
                "training.clip",
                training.clip(),
                "0 for no clipping, or the largest norm of the gradient");
        require(
                training.evaluateEvery().count() >= 1,
                amount("evaluateEvery", training.evaluateEvery()),
                training.evaluateEvery().count(),
                "1 or more");
        require(
                training.reestimateBatches() >= 0,
                REESTIMATE_BATCHES,
                training.reestimateBatches(),
                "0 for the running statistics, or how many training batches");
        diagnostics(training.diagnostics());
    }

    private void diagnostics(DiagnosticsSpec diagnostics) {
        String path = DIAGNOSTICS + ".";
        require(diagnostics.every() >= 0, path + "every", diagnostics.every(), "0 for none, or how many steps apart");
        List<Long> horizons = diagnostics.horizons();
        require(
                !horizons.isEmpty() && horizons.size() <= MOST_HORIZONS,
                path + "horizons",
                horizons.size() + " horizons",
                "1 to " + MOST_HORIZONS + " horizons, such as [1, 2, 3, 5]");
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < horizons.size(); i++) {
            long horizon = horizons.get(i);
            require(
                    horizon >= 1 && horizon <= FARTHEST_HORIZON && seen.add(horizon),
                    path + "horizons[" + i + "]",
                    horizon,
                    "a whole number of steps from 1 to " + FARTHEST_HORIZON + " that does not occur before");
        }
        require(
                diagnostics.memory() >= 1 && diagnostics.memory() <= MOST_MEGABYTES,
                DIAGNOSTICS_MEMORY,
                diagnostics.memory(),
                "1 to " + MOST_MEGABYTES + " MB");
    }

    private void schedule(String path, ScheduleSpec schedule) {
        switch (schedule) {
            case ScheduleSpec.Constant() -> {}
            case ScheduleSpec.Step step -> {
                require(step.every() >= 1, path + ".every", step.every(), "1 epoch or more");
                factor(path, step.factor());
            }
            case ScheduleSpec.MultiStep steps -> {
                List<Long> epochs = steps.epochs();
                require(!epochs.isEmpty(), path + ".epochs", "an empty list", "at least one epoch");
                for (int i = 0; i < epochs.size(); i++) {
                    require(
                            epochs.get(i) > (i == 0 ? 0 : epochs.get(i - 1)),
                            path + ".epochs[" + i + "]",
                            epochs.get(i),
                            "epochs of at least 1 in ascending order");
                }
                factor(path, steps.factor());
            }
            case ScheduleSpec.Cosine cosine -> {
                require(cosine.epochs() >= 1, path + ".epochs", cosine.epochs(), "1 or more");
                fraction(path + ".last", cosine.last());
            }
            case ScheduleSpec.OneCycle cycle -> {
                require(cycle.epochs() >= 2, path + ".epochs", cycle.epochs(), "2 or more");
                require(
                        cycle.rise() * cycle.epochs() >= 1 && cycle.rise() < 1,
                        path + ".rise",
                        cycle.rise(),
                        "a fraction below 1 of the epochs that is at least one epoch long");
                fraction(path + ".first", cycle.first());
                fraction(path + ".last", cycle.last());
            }
            case ScheduleSpec.WarmUp warmUp -> {
                require(warmUp.epochs() >= 1, path + ".epochs", warmUp.epochs(), "1 or more");
                fraction(path + ".first", warmUp.first());
                schedule(path + ".then", warmUp.then());
            }
        }
    }

    private void factor(String path, double factor) {
        require(Double.isFinite(factor) && factor > 0, path + ".factor", factor, "a number above 0, such as 0.1");
    }

    private void fraction(String path, double part) {
        require(part >= 0 && part <= 1, path, part, "a number from 0 to 1, a fraction of the learning rate");
    }

    private void execution(ExecutionSpec execution) {
        require(
                execution.device() != ExecutionSpec.Device.GPU,
                "execution.device",
                execution.device().id(),
                "auto or cpu; this version computes on the CPU");
        int most = 4 * Runtime.getRuntime().availableProcessors();
        require(
                execution.threads() >= 0 && execution.threads() <= most,
                "execution.threads",
                execution.threads(),
                "0 for one thread a core, or 1 to " + most + " on this machine");
        checkpoint(execution.checkpoint());
        require(
                execution.memoryLimit() >= 0,
                "execution.memoryLimit",
                execution.memoryLimit(),
                "0 for no limit, or megabytes");
    }

    private void checkpoint(CheckpointSpec checkpoint) {
        switch (checkpoint.every()) {
            case CheckpointSpec.Seconds seconds ->
                require(
                        seconds.count() >= 1 && seconds.count() <= LONGEST_INTERVAL,
                        "execution.checkpoint.every.seconds",
                        seconds.count(),
                        "1 to " + LONGEST_INTERVAL + "; 300 is usual");
            case CheckpointSpec.Steps steps ->
                require(steps.count() >= 1, "execution.checkpoint.every.steps", steps.count(), "1 or more");
            case CheckpointSpec.Never never -> {}
        }
        require(
                checkpoint.keep() >= 1 && checkpoint.keep() <= MOST_KEPT,
                "execution.checkpoint.keep",
                checkpoint.keep(),
                "1 to " + MOST_KEPT + "; with 2 there is one left when the newest is damaged");
    }

    private void seeds(List<Long> seeds) {
        require(!seeds.isEmpty(), "seeds", "an empty list", "at least one seed");
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < seeds.size(); i++) {
            require(seen.add(seeds.get(i)), "seeds[" + i + "]", seeds.get(i), "a seed that does not occur before");
        }
    }

    private static String amount(String key, Amount amount) {
        return "training." + key + (amount.unit() == Amount.Unit.EPOCHS ? ".epochs" : ".steps");
    }

    private void require(boolean holds, String path, Object found, String allowed) {
        if (!holds) {
            problems.add(SpecProblem.error(path, found.equals("") ? "an empty text" : found, allowed));
        }
    }
}
