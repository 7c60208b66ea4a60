package dev.foresight.engine.queue;

import dev.foresight.engine.run.RunDirectory;
import java.util.ArrayList;
import java.util.List;

/**
 * What a queue has to do.
 *
 * @param waiting runs without a worker yet, first to come first, each once
 * @param held whether no further run is started
 */
record QueueState(List<RunDirectory> waiting, boolean held, Slots slots) {
    QueueState {
        waiting = waiting.stream().distinct().toList();
    }

    QueueState with(RunDirectory run) {
        List<RunDirectory> runs = new ArrayList<>(waiting);
        runs.add(run);
        return new QueueState(runs, held, slots);
    }

    QueueState without(RunDirectory run) {
        return new QueueState(
                waiting.stream().filter(other -> !other.equals(run)).toList(), held, slots);
    }

    /** With a run at this place, from 0; one that does not wait is left out. */
    QueueState moved(RunDirectory run, int place) {
        List<RunDirectory> runs = new ArrayList<>(waiting);
        if (runs.remove(run)) {
            runs.add(Math.clamp(place, 0, runs.size()), run);
        }
        return new QueueState(runs, held, slots);
    }

    QueueState withHeld(boolean hold) {
        return new QueueState(waiting, hold, slots);
    }

    QueueState withSlots(Slots other) {
        return new QueueState(waiting, held, other);
    }
}
