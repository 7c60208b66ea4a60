package dev.foresight.engine.data;

import dev.foresight.engine.net.Batch;

/**
 * A text cut into parallel streams and segments, as PyTorch's word language model does it: with B streams of
 * L = floor(n/B) tokens, stream b holds tokens b*L to b*L+L-1 and the remainder of n - B*L tokens is dropped. Segment i
 * has as inputs the tokens i*T to i*T+T-1 of every stream and as targets their successors; the last segment is shorter
 * when L-1 is no multiple of T. So B*(L-1) tokens are predicted, and segment i continues segment i-1.
 */
final class TokenStreams {
    private final int[] tokens;
    private final int streams;
    private final int length;
    private final int bptt;

    /**
     * @param tokens at least 2*streams; not changed after
     * @param streams B
     * @param bptt T
     */
    TokenStreams(int[] tokens, int streams, int bptt) {
        this.tokens = tokens;
        this.streams = streams;
        this.bptt = bptt;
        length = tokens.length / streams;
        if (length < 2) {
            throw new IllegalArgumentException(tokens.length + " tokens in " + streams + " streams");
        }
    }

    /** Targets of each stream. */
    int targets() {
        return length - 1;
    }

    int segments() {
        return Math.ceilDiv(length - 1, bptt);
    }

    Batch.Tokens segment(int index) {
        if (index < 0 || index >= segments()) {
            throw new IndexOutOfBoundsException("segment " + index + " of " + segments());
        }
        int start = index * bptt;
        return cut(start, Math.min(bptt, length - 1 - start));
    }

    /** The inputs start to start+time-1 of every stream with their successors. */
    Batch.Tokens cut(int start, int time) {
        int[] inputs = new int[time * streams];
        int[] targets = new int[time * streams];
        for (int t = 0; t < time; t++) {
            for (int b = 0; b < streams; b++) {
                int at = b * length + start + t;
                inputs[t * streams + b] = tokens[at];
                targets[t * streams + b] = tokens[at + 1];
            }
        }
        return new Batch.Tokens(inputs, targets, time, streams);
    }

    /** The sum over the tokens that are targets of a number that each word of the vocabulary has. */
    long sumOverTargets(int[] ofWord) {
        long sum = 0;
        for (int b = 0; b < streams; b++) {
            for (int at = b * length + 1; at < (b + 1) * length; at++) {
                sum += ofWord[tokens[at]];
            }
        }
        return sum;
    }

    /** The mean of a value per token over the tokens that are targets. */
    double meanOverTargets(double[] values) {
        double sum = 0;
        for (int b = 0; b < streams; b++) {
            for (int at = b * length + 1; at < (b + 1) * length; at++) {
                sum += values[at];
            }
        }
        return sum / ((double) streams * (length - 1));
    }
}
