package dev.foresight.engine.project;

import dev.foresight.engine.project.SweepRuns.Cell;
import dev.foresight.engine.project.SweepRuns.Planned;
import dev.foresight.engine.project.SweepRuns.Task;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.sweep.Halving;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What halving decides on the runs of a sweep, from nothing but its file and what the runs have measured: the same
 * whoever asks, and after whatever interruption. Where a seed or a cell is added everything is decided anew; a cell that
 * was stopped and is now among the best goes on from where it is.
 *
 * @param standings of each cell, in the order of the sweep
 * @param length of the whole training
 * @param waiting the first rung at which not every cell has its values yet; empty when all is decided
 * @param next the runs that can be trained now, and how far
 */
public record HalvingPlan(Map<Cell, Standing> standings, Amount length, Optional<Amount> waiting, List<Task> next) {
    /** What becomes of a cell. */
    public sealed interface Standing {
        /** Others are compared with it, so it trains to its end, whatever it is worth. */
        record Reference() implements Standing {}

        /** It goes on to this place at least. */
        record GoesOn(Amount to) implements Standing {}

        /** Enough others were better at this rung. */
        record Stopped(Amount at) implements Standing {}
    }

    public HalvingPlan {
        standings = Collections.unmodifiableMap(new LinkedHashMap<>(standings));
        next = List.copyOf(next);
    }

    /** Cells that were stopped early. */
    public long stopped() {
        return standings.values().stream()
                .filter(Standing.Stopped.class::isInstance)
                .count();
    }

    /** The part of the sweep's training that its stopped cells have not done, 0 to 1. */
    public double saved() {
        return standings.values().stream()
                .mapToDouble(standing -> standing instanceof Standing.Stopped stopped
                        ? 1 - (double) stopped.at().count() / length.count()
                        : 0)
                .average()
                .orElse(0);
    }

    /** What it has come to, in a sentence. */
    public String words() {
        return String.format(
                        Locale.ROOT,
                        "halving: %d of %d cells stopped early, %.0f %% of the sweep's training saved",
                        stopped(),
                        standings.size(),
                        100 * saved())
                + waiting.map(rung ->
                                "; not decided further, because not every cell has come to " + Halving.words(rung))
                        .orElse("");
    }

    /** Reads what the runs have measured, and decides. */
    public static HalvingPlan of(Halving halving, SweepRuns runs) {
        Map<Cell, List<Planned>> cells = runs.cells();
        Map<Cell, List<RungReading>> readings = new HashMap<>();
        cells.forEach((cell, of) ->
                readings.put(cell, of.stream().map(RungReading::of).toList()));
        Amount length = runs.planned().getFirst().spec().experiment().training().length();
        Map<Cell, Standing> standings = new LinkedHashMap<>();
        List<Cell> racing = new ArrayList<>();
        cells.forEach((cell, of) -> {
            boolean reference =
                    isReference(cell.arm(), of.getFirst().spec().experiment().arms());
            standings.put(cell, reference ? new Standing.Reference() : new Standing.GoesOn(length));
            if (!reference) {
                racing.add(cell);
            }
        });
        for (Amount rung : halving.rungs(length)) {
            List<RungReading> late = racing.stream()
                    .flatMap(cell -> readings.getOrDefault(cell, List.of()).stream())
                    .filter(reading -> !reading.known(rung))
                    .toList();
            if (!late.isEmpty()) {
                racing.forEach(cell -> standings.put(cell, new Standing.GoesOn(rung)));
                return new HalvingPlan(standings, length, Optional.of(rung), tasks(late, rung));
            }
            // The sort is stable, so that of equal cells the first of the sweep counts as better.
            List<Cell> ranked = racing.stream()
                    .sorted((one, other) -> RungReading.compare(
                            readings.getOrDefault(one, List.of()), readings.getOrDefault(other, List.of()), rung))
                    .toList();
            List<Cell> beaten = ranked.subList(halving.kept(ranked.size()), ranked.size());
            beaten.forEach(cell -> standings.put(cell, new Standing.Stopped(rung)));
            racing.removeAll(beaten);
        }
        List<RungReading> lasting = standings.entrySet().stream()
                .filter(entry -> !(entry.getValue() instanceof Standing.Stopped))
                .flatMap(entry -> readings.getOrDefault(entry.getKey(), List.of()).stream())
                .toList();
        return new HalvingPlan(standings, length, Optional.empty(), tasks(lasting, length));
    }

    private static boolean isReference(ArmSpec arm, List<ArmSpec> arms) {
        References references = References.of(arms, arms);
        return arms.stream()
                .anyMatch(other -> references.of(other).filter(arm::equals).isPresent());
    }

    private static List<Task> tasks(Collection<RungReading> readings, Amount until) {
        return readings.stream()
                .flatMap(reading -> reading.run().found().stream())
                .filter(SweepRuns.There::open)
                .map(run -> new Task(run, until))
                .toList();
    }
}
