package dev.foresight.engine.train;

import dev.foresight.engine.data.LoadedData;
import dev.foresight.engine.net.Network;
import dev.foresight.engine.optim.WeightUpdate;
import dev.foresight.engine.run.RunEvent;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.spec.RunSpec;
import java.util.function.Consumer;

/** Trains one arm with one seed: predict, forward and backward, update, and evaluations in between. */
public final class TrainingLoop {
    public TrainingLoop(
            RunSpec run,
            LoadedData data,
            Network network,
            WeightUpdate update,
            Consumer<RunEvent> events,
            StopSignal signal) {
        throw new UnsupportedOperationException();
    }

    /** Trains until the end, a request to stop, or divergence; afterwards the network shows W_t. */
    public RunOutcome run() {
        throw new UnsupportedOperationException();
    }
}
