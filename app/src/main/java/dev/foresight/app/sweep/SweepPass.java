package dev.foresight.app.sweep;

import dev.foresight.engine.project.HalvingPlan;
import dev.foresight.engine.project.SweepRuns;
import dev.foresight.engine.project.SweepRuns.Task;
import dev.foresight.engine.project.SweepRuns.There;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.RunSpec;
import dev.foresight.engine.sweep.Halving;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a sweep is trained before anything more can be decided: all of it, or with halving what leads to the next rung.
 *
 * @param runs the whole sweep, each run with its folder
 * @param made runs that were written for it
 * @param started runs that wait for a worker now
 * @param rung where they are judged; empty where they train to their end
 * @param words what halving has come to; empty without
 */
record SweepPass(
        SweepRuns runs,
        Map<RunDirectory, RunSpec> made,
        List<RunDirectory> started,
        Optional<Amount> rung,
        String words) {

    /**
     * Writes what is missing and prepares what comes next; for the background.
     *
     * @param busy folders of runs that are queued already
     */
    static SweepPass begin(SweepPlan plan, Collection<There> there, Path folder, Set<Path> busy) {
        SweepRuns found = SweepRuns.of(plan.experiments(), there);
        SweepRuns whole = found.complete(folder);
        Map<RunDirectory, RunSpec> made = new LinkedHashMap<>();
        for (int i = 0; i < found.size(); i++) {
            if (found.planned().get(i).found().isEmpty()) {
                whole.planned().get(i).found().ifPresent(run -> made.put(run.directory(), run.spec()));
            }
        }
        return next(plan.spec().halving(), whole, made, busy, Optional.empty());
    }

    /**
     * What follows when all that was started has ended; for the background. Where a run did not come to the rung nothing
     * does: it would not the next time either.
     */
    SweepPass next(SweepPlan plan, Set<Path> busy) {
        return next(plan.spec().halving(), runs.again(), Map.of(), busy, rung);
    }

    private static SweepPass next(
            @Nullable Halving halving,
            SweepRuns runs,
            Map<RunDirectory, RunSpec> made,
            Set<Path> busy,
            Optional<Amount> before) {
        Optional<HalvingPlan> halved = Optional.ofNullable(halving).map(one -> HalvingPlan.of(one, runs));
        Optional<Amount> rung = halved.flatMap(HalvingPlan::waiting);
        boolean stuck = rung.isPresent() && rung.equals(before);
        List<Task> tasks = halved.map(HalvingPlan::next).orElseGet(runs::open).stream()
                .filter(task -> !stuck && !busy.contains(task.run().directory().folder()))
                .toList();
        tasks.forEach(Task::prepare);
        return new SweepPass(
                runs,
                made,
                tasks.stream().map(task -> task.run().directory()).toList(),
                rung,
                halved.map(HalvingPlan::words).orElse(""));
    }

    /** Whether every run it started has ended, in whichever way; asks the folders. */
    boolean over() {
        return started.stream().allMatch(run -> run.status().ended());
    }
}
