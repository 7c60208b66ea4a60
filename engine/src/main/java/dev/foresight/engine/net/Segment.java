package dev.foresight.engine.net;

import dev.foresight.engine.graph.Tensor;

/**
 * Where a tensor lies in a network's flat vectors. The order of the entries inside is the network's own; entries that
 * pad a layout are zero in the parameters and in the gradient.
 *
 * @param from first entry
 * @param length entries, padding included
 */
public record Segment(Tensor tensor, int from, int length) {
    public int to() {
        return from + length;
    }
}
