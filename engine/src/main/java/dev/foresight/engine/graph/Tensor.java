package dev.foresight.engine.graph;

import java.util.List;

/**
 * A parameter tensor of a network in plain order, which is PyTorch's: convolution [out,in,kh,kw], linear [out,in], LSTM
 * weight_ih [4H,in], weight_hh [4H,H], bias_ih and bias_hh [4H] with gates i, f, g, o; embedding [V,E].
 *
 * @param name node and tensor, such as {@code conv1.weight}
 */
public record Tensor(String name, List<Integer> shape, Kind kind, Init init) {
    /** What a tensor is for; decides whether it is trained and whether it counts as a matrix for weight decay. */
    public enum Kind {
        /** Matrix or filter; trained. */
        WEIGHT,
        /** Embedding matrix; trained. */
        EMBEDDING,
        /** Added per output; trained. */
        BIAS,
        /** Scale or shift of a normalisation; trained. */
        NORM,
        /** Running mean or variance; gathered in the forward pass, never trained, decayed or predicted. */
        STATISTIC;

        public boolean trained() {
            return this != STATISTIC;
        }

        /** Whether the switch {@code decay = matrices} decays it. */
        public boolean matrix() {
            return this == WEIGHT || this == EMBEDDING;
        }
    }

    public Tensor {
        shape = List.copyOf(shape);
    }

    public int size() {
        return shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
    }
}
