package dev.foresight.engine.train;

import dev.foresight.engine.data.LoadedData;
import dev.foresight.engine.net.Network;
import dev.foresight.engine.spec.RunSpec;
import java.util.Map;

/** What a run is put together from: its data, its network at the seed's initial weights, and what computes it. */
record RunParts(LoadedData data, Network network, Map<String, String> backend) implements AutoCloseable {
    /** How the parts of a run are made. */
    interface Maker {
        RunParts make(RunSpec run);
    }

    @Override
    public void close() {
        network.close();
    }
}
