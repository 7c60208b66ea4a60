package dev.foresight.plots.table;

import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.stats.Power;
import dev.foresight.engine.stats.Verdict;
import dev.foresight.plots.table.RunData.Measurement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A failure of a run or of an arm by its name, so that every view calls it the same.
 *
 * @param words a clause that begins with the name
 */
public record Signature(Kind kind, String words) {
    /** What can go wrong. */
    public enum Kind {
        /** A quantity became infinite or not a number. */
        DIVERGED("diverged"),
        /** Trained on with finite numbers, and is worse than an untrained network. */
        BLOWN_UP("blown up"),
        OUT_OF_MEMORY("out of memory"),
        /** Of an arm: on average worse than its reference. */
        WORSE("worse"),
        /** Of an arm: not better than its reference, as far as the runs tell. */
        NO_GAIN("no gain");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** Its name for people. */
        public String title() {
            return title;
        }

        /** Its name in JSON. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * So many times the loss before the first step, which is about that of guessing, a loss has to be to count as blown
     * up.
     */
    public static final double BLOWN_UP_FACTOR = 2;

    /**
     * That of a run: how it ended, or where its validation loss has blown up. It has since the first evaluation from which
     * on all are above {@value #BLOWN_UP_FACTOR} times the one before the first step.
     *
     * @param steps of its validation losses, ascending
     * @param losses mean cross-entropies at these steps
     */
    public static Optional<Signature> of(Optional<RunOutcome> outcome, double[] steps, double[] losses) {
        if (outcome.orElse(null) instanceof RunOutcome.Diverged diverged) {
            return Optional.of(new Signature(Kind.DIVERGED, diverged.words()));
        }
        if (outcome.orElse(null) instanceof RunOutcome.Failed failed
                && failed.reason() == RunOutcome.Failed.Reason.MEMORY) {
            return Optional.of(new Signature(Kind.OUT_OF_MEMORY, Kind.OUT_OF_MEMORY.title() + ": " + failed.cause()));
        }
        return blownUp(steps, losses);
    }

    private static Optional<Signature> blownUp(double[] steps, double[] losses) {
        int since = losses.length;
        while (since > 1 && losses[since - 1] > BLOWN_UP_FACTOR * losses[0]) {
            since--;
        }
        return losses.length == 0 || since == losses.length || steps[0] != 0
                ? Optional.empty()
                : Optional.of(new Signature(
                        Kind.BLOWN_UP,
                        String.format(
                                Locale.ROOT,
                                "blown up since step %.0f at the latest: the validation loss is %.4g, and was %.4g before"
                                        + " the first step",
                                steps[since],
                                losses[losses.length - 1],
                                losses[0])));
    }

    /** Those of an arm: of its seeds, and whether it gained nothing over its reference. */
    public static List<Signature> of(Comparison comparison, ArmSummary arm) {
        List<Signature> all = new ArrayList<>();
        for (Kind kind : List.of(Kind.DIVERGED, Kind.BLOWN_UP, Kind.OUT_OF_MEMORY)) {
            List<ArmSeeds.Signed> signed = arm.seeds().signed().stream()
                    .filter(one -> one.signature().kind() == kind)
                    .toList();
            if (!signed.isEmpty()) {
                all.add(new Signature(
                        kind,
                        kind.title() + " " + signed.size() + " of "
                                + arm.seeds().total() + " ("
                                + signed.stream()
                                        .map(one -> "seed " + one.seed() + place(one.signature()))
                                        .collect(Collectors.joining(", "))
                                + ")"));
            }
        }
        gain(comparison, arm).ifPresent(all::add);
        return List.copyOf(all);
    }

    /** The step, where a clause names one. */
    private static String place(Signature signature) {
        return switch (signature.kind) {
            case DIVERGED, BLOWN_UP ->
                " "
                        + signature.words.substring(signature.kind.title().length() + 1)
                                .split(":", 2)[0];
            case OUT_OF_MEMORY, WORSE, NO_GAIN -> "";
        };
    }

    /** Whether an arm whose pairs are all in gained nothing; the words are those of {@link Verdict#withoutGain}. */
    static Optional<Signature> gain(Comparison comparison, ArmSummary arm) {
        if (arm.pairs() == 0 || !comparison.complete(arm)) {
            return Optional.empty();
        }
        String words = Verdict.withoutGain(
                arm.test(),
                arm.holmT() < Power.ALPHA,
                !comparison.metric().higherIsBetter(),
                arm.reference().orElse(""),
                new MetricWords(comparison.metric())::difference);
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(new Signature(words.startsWith(Kind.WORSE.title()) ? Kind.WORSE : Kind.NO_GAIN, words));
    }

    /** The names alone, such as "diverged, no gain"; empty where nothing failed. */
    public static String titles(Collection<Signature> signatures) {
        return signatures.stream().map(one -> one.kind.title()).distinct().collect(Collectors.joining(", "));
    }

    static Optional<Signature> of(ComparedRun run) {
        List<Measurement> losses = run.data().of(RunFigure.VALIDATION, "loss");
        return of(
                run.outcome(),
                losses.stream().mapToDouble(Measurement::step).toArray(),
                losses.stream().mapToDouble(Measurement::value).toArray());
    }
}
