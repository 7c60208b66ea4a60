package dev.foresight.engine.net;

import java.nio.FloatBuffer;

/** The flat vectors of a network, where an update can reach them. */
public sealed interface ParameterVectors {
    /**
     * Vectors in the memory of the host. Both are live views, absolute access only, limit P.
     *
     * @param parameters [P], what the next forward pass uses; written by the update
     * @param gradient [P], after a pass: the mean gradient for trained segments; for statistics what has to be
     *     subtracted from the parameter
     */
    record Host(FloatBuffer parameters, FloatBuffer gradient) implements ParameterVectors {}
}
