package dev.foresight.engine.net;

import java.util.List;

/**
 * The hidden state that a recurrent network carries from one batch to the next; empty for other networks.
 *
 * @param tensors h and c of each recurrent layer in turn, each [B,H]
 */
public record RecurrentState(List<float[]> tensors) {
    public static final RecurrentState ZERO = new RecurrentState(List.of());

    public RecurrentState {
        tensors = List.copyOf(tensors);
    }
}
