package dev.foresight.app.cli;

import dev.foresight.engine.project.HalvingPlan;
import dev.foresight.engine.project.SweepRuns;
import dev.foresight.engine.project.SweepRuns.Task;
import dev.foresight.engine.queue.Slots;
import dev.foresight.engine.sweep.Halving;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trains what a sweep has open: all to its end, or rung by rung where it halves. */
final class SweepExecution {
    private final Slots slots;
    private final Console console;

    SweepExecution(Slots slots, Console console) {
        this.slots = slots;
        this.console = console;
    }

    /** @param runs all with their folders */
    void run(@Nullable Halving halving, SweepRuns runs) {
        if (halving == null) {
            train(runs.open());
        } else {
            runHalved(halving, runs);
        }
    }

    private void runHalved(Halving halving, SweepRuns runs) {
        HalvingPlan plan = HalvingPlan.of(halving, runs);
        while (!plan.next().isEmpty()) {
            announce(plan);
            train(plan.next());
            HalvingPlan after = HalvingPlan.of(halving, runs.again());
            // Whoever did not arrive this time would not the next time either.
            boolean stuck = after.waiting().equals(plan.waiting());
            plan = after;
            if (stuck) {
                break;
            }
        }
        console.err().println(plan.words());
        if (plan.waiting().isPresent()) {
            console.err()
                    .println("mend what failed, or wait for the process that has it, and give the same command again");
        }
        console.err().flush();
    }

    private void announce(HalvingPlan plan) {
        console.err()
                .println("halving: " + plan.next().size() + (plan.next().size() == 1 ? " run to " : " runs to ")
                        + plan.waiting()
                                .map(rung -> Halving.words(rung) + ", where cells are judged")
                                .orElse("their end"));
        console.err().flush();
    }

    private void train(List<Task> tasks) {
        if (tasks.isEmpty()) {
            return;
        }
        tasks.forEach(Task::prepare);
        List<RunView> views = tasks.stream()
                .map(task -> {
                    RunView view = new RunView(task.run().directory());
                    view.until(task.until());
                    return view;
                })
                .toList();
        Execution.run(views, slots, console.workerCommand(), console.err(), console.terminal());
    }
}
