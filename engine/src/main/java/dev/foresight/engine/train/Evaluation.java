package dev.foresight.engine.train;

import dev.foresight.engine.data.LoadedData;
import dev.foresight.engine.net.Network;
import dev.foresight.engine.net.Score;

/** Measures a network on a whole part of the data, at the weights it shows. */
public final class Evaluation {
    private Evaluation() {}

    /** Sums over all targets; recurrent state starts from zero, is carried through, and is put back as it was. */
    public static Score of(Network network, LoadedData data, LoadedData.Split split) {
        throw new UnsupportedOperationException();
    }
}
