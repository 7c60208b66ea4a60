package dev.foresight.engine.spec;

import java.util.List;

/** What a spec means where it is silent: the one place where the defaults of its own keys stand. */
public final class SpecDefaults {
    public static final double LEARNING_RATE = 1e-3;
    public static final double HORIZON = 0;
    public static final long TRAIN_EXAMPLES = 0;
    public static final DataSpec.Augmentation AUGMENTATION = DataSpec.Augmentation.NONE;
    /** At most five minutes of work are lost; two, so that one is left when the newest turns out to be damaged. */
    public static final CheckpointSpec CHECKPOINT = new CheckpointSpec(new CheckpointSpec.Seconds(300), 2);

    public static final ExecutionSpec EXECUTION = new ExecutionSpec(
            ExecutionSpec.Device.AUTO,
            0,
            ExecutionSpec.Layers.COMPILED,
            ExecutionSpec.Convolution.FAST,
            CHECKPOINT,
            0,
            true);

    /** Off; the memory suffices for two samples of the largest network here. */
    public static final DiagnosticsSpec DIAGNOSTICS = new DiagnosticsSpec(0, List.of(1L, 2L, 3L, 5L), true, 512);

    public static final List<Long> SEEDS = List.of(1L);

    /** Colours of arms by position: the baseline grey-blue, then warmer with the horizon. */
    private static final List<String> COLORS =
            List.of("#7a869a", "#e6a34a", "#d9722e", "#a8391f", "#4c78a8", "#59a14f", "#b07aa1", "#8c6d31");

    private SpecDefaults() {}

    /** Images have to be held out of the training data; texts bring their own validation part, all of which is used. */
    public static long validationExamples(Task task) {
        return switch (task) {
            case IMAGE_CLASSIFICATION -> 1000;
            case LANGUAGE_MODEL -> 0;
        };
    }

    /** Training of which only the length is said: so many images a step, or parallel streams of tokens. */
    public static TrainingSpec training(Task task, Amount length) {
        int batch = switch (task) {
            case IMAGE_CLASSIFICATION -> 128;
            case LANGUAGE_MODEL -> 20;
        };
        return new TrainingSpec(
                length, batch, 35, false, new ScheduleSpec.Constant(), 0, Amount.epochs(1), 0, DIAGNOSTICS);
    }

    /** The colour of the arm at this position. */
    public static String color(int arm) {
        return COLORS.get(arm % COLORS.size());
    }
}
