package dev.foresight.app.cli;

import dev.foresight.plots.table.Measure;
import dev.foresight.plots.table.Question;
import dev.foresight.plots.table.SeedPlan;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** By what runs are compared: options that several commands share. */
final class QuestionOptions {
    private static final String TEST = "test";

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            description = "by what: accuracy, top5_accuracy, perplexity, bits_per_token, bits_per_character or loss;"
                    + " by default the task's own")
    private @Nullable String metric;

    @Option(
            names = "--measure",
            paramLabel = "WHICH",
            description = {
                "which value: final, best, epoch=E, step=N, seconds=T (the last evaluation not later than T seconds of"
                        + " training), or seconds (T is the time of the fastest run); by default final"
            })
    private @Nullable String measure;

    @Option(
            names = "--split",
            paramLabel = "PART",
            description = "validation, which decides; test is refused: its values are reported, not compared")
    private String split = Quality.SPLIT;

    /** The metric asked for; null where each task has its own. */
    @Nullable
    Quality quality() {
        return Quality.named(metric);
    }

    boolean measureGiven() {
        return measure != null;
    }

    /** @param target in the metric's own unit, accuracies as fractions */
    Question question(OptionalDouble target) {
        checkSplit();
        String word = measure;
        Measure asked = word == null
                ? Measure.FINAL
                : Measure.parse(word)
                        .orElseThrow(() -> new CommandException(
                                ExitCode.USAGE,
                                "--measure " + word + ": no such measure; " + Measure.ALLOWED + " are allowed"));
        return new Question(Optional.ofNullable(quality()).map(Quality::metric), asked, target, SeedPlan.SPEC_ONLY);
    }

    /**
     * A target as people write it, which for accuracies is in percent.
     *
     * @throws CommandException where the runs have no metric in common that it could be of
     */
    static OptionalDouble target(@Nullable Double written, List<RunView> runs) {
        if (written == null) {
            return OptionalDouble.empty();
        }
        List<Quality> qualities = runs.stream().map(RunView::quality).distinct().toList();
        if (qualities.size() > 1) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--target " + written + ": the runs are of different tasks; say of which metric with --metric, or"
                            + " name runs of one task");
        }
        return OptionalDouble.of(qualities.getFirst().metric().fraction() ? written / 100 : written);
    }

    private void checkSplit() {
        if (split.equals(TEST)) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--split test: arms are not compared by the test part. Whoever chooses by it has no data left that"
                            + " tell what the choice is worth. Compare by the validation part; the test values at the"
                            + " end of each run stand below the table, reported only");
        }
        if (!split.equals(Quality.SPLIT)) {
            throw new CommandException(ExitCode.USAGE, "--split " + split + ": found; validation is allowed");
        }
    }
}
