package dev.foresight.plots.table;

import dev.foresight.engine.run.RunOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Over which seeds the numbers of an arm are, and what became of the others.
 *
 * @param measured seeds with a value
 * @param diverged seeds that became infinite or not a number before they had one
 * @param held seeds that halving stopped before they had one
 * @param unfinished seeds that have not come so far
 * @param signed seeds whose run failed in a way that has a name, whether they have a value or not
 * @param notEvaluated seeds that went on without an evaluation at that place
 */
public record ArmSeeds(
        List<Long> measured,
        List<Diverged> diverged,
        List<Held> held,
        List<Long> unfinished,
        List<Long> notEvaluated,
        List<Signed> signed) {
    /** A seed whose run failed in a way that has a name. */
    public record Signed(long seed, Signature signature) {}

    /**
     * @param step at which it was noticed; -1 where it trained to the end and only the metric is infinite or not a number
     */
    public record Diverged(long seed, long step) {
        String words() {
            return "seed " + seed + (step < 0 ? " at its end" : " at step " + step);
        }
    }

    /** @param step at which it was stopped */
    public record Held(long seed, long step) {
        String words() {
            return "seed " + seed + " at step " + step;
        }
    }

    public ArmSeeds {
        measured = List.copyOf(measured);
        diverged = List.copyOf(diverged);
        held = List.copyOf(held);
        unfinished = List.copyOf(unfinished);
        notEvaluated = List.copyOf(notEvaluated);
        signed = List.copyOf(signed);
    }

    static ArmSeeds of(List<Reading> readings) {
        return new ArmSeeds(
                seeds(readings, Reading.State.MEASURED),
                readings.stream()
                        .filter(one -> one.state() == Reading.State.DIVERGED)
                        .map(ArmSeeds::diverged)
                        .toList(),
                readings.stream()
                        .filter(one -> one.state() == Reading.State.HELD)
                        .map(one -> new Held(one.seed(), one.run().heldAt().orElse(0)))
                        .toList(),
                seeds(readings, Reading.State.UNFINISHED),
                seeds(readings, Reading.State.NOT_EVALUATED),
                readings.stream()
                        .flatMap(one ->
                                Signature.of(one.run()).map(signature -> new Signed(one.seed(), signature)).stream())
                        .toList());
    }

    /** Seeds of any kind. */
    public int total() {
        return measured.size() + diverged.size() + held.size() + unfinished.size() + notEvaluated.size();
    }

    /**
     * What became of the seeds without a value, such as "2 of 10 diverged (seed 3 at step 120, seed 7 at step 88): ...";
     * empty where all have one.
     */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        if (!diverged.isEmpty()) {
            words.add(diverged.size() + " of " + total() + " diverged ("
                    + diverged.stream().map(Diverged::words).collect(Collectors.joining(", ")) + "): "
                    + (measured.isEmpty()
                            ? "no seed has a value"
                            : "the numbers are over the other " + measured.size()
                                    + ", which are not missing at random: the arm looks better than it is"));
        }
        // Diverged seeds are named above already.
        signed.stream()
                .filter(one -> one.signature().kind() != Signature.Kind.DIVERGED)
                .forEach(one ->
                        words.add("seed " + one.seed() + ": " + one.signature().words()));
        if (!held.isEmpty()) {
            words.add(held.size() + " of " + total() + " stopped early by halving ("
                    + held.stream().map(Held::words).collect(Collectors.joining(", ")) + "): no final value");
        }
        if (!unfinished.isEmpty()) {
            words.add(unfinished.size() + " of " + total() + " not so far yet (" + named(unfinished)
                    + "): not in the numbers");
        }
        if (!notEvaluated.isEmpty()) {
            words.add(notEvaluated.size() + " of " + total() + " not evaluated there (" + named(notEvaluated)
                    + "): not in the numbers");
        }
        return words;
    }

    private static String named(List<Long> seeds) {
        return (seeds.size() == 1 ? "seed " : "seeds ")
                + seeds.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static List<Long> seeds(List<Reading> readings, Reading.State state) {
        return readings.stream()
                .filter(one -> one.state() == state)
                .map(Reading::seed)
                .toList();
    }

    private static Diverged diverged(Reading reading) {
        long step = reading.run().outcome().orElse(null) instanceof RunOutcome.Diverged end ? end.step() : -1;
        return new Diverged(reading.seed(), step);
    }
}
