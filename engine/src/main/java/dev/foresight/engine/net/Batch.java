package dev.foresight.engine.net;

/** What a network is fed with; plain order, owned by the batch and not changed after it is made. */
public sealed interface Batch {
    /** Targets predicted: B for images, T*B for tokens. */
    int targets();

    /**
     * Images with their classes.
     *
     * @param pixels [N,C,H,W], normalised
     * @param labels [N]
     */
    record Images(float[] pixels, int channels, int height, int width, int[] labels) implements Batch {
        @Override
        public int targets() {
            return labels.length;
        }
    }

    /**
     * Tokens with the tokens that follow them.
     *
     * @param inputs [T,B], time-major
     * @param targets [T,B]
     */
    record Tokens(int[] inputs, int[] targetTokens, int time, int streams) implements Batch {
        @Override
        public int targets() {
            return targetTokens.length;
        }
    }
}
