package dev.foresight.engine.data;

/**
 * Which training examples a batch holds: a function of (seed, epoch, position). The order of an epoch is the permutation
 * of the key (seed, ORDER, epoch); batch {@code position} takes its entries from position*batch on. The last batch of an
 * epoch holds what is left and may be smaller.
 */
final class BatchPlan {
    private final int examples;
    private final int batch;

    /** The order last asked for; immutable, so readers on any thread see a whole one. */
    private volatile Epoch latest = new Epoch(0, -1, new int[0]);

    BatchPlan(int examples, int batch) {
        this.examples = examples;
        this.batch = batch;
    }

    int stepsPerEpoch() {
        return Math.ceilDiv(examples, batch);
    }

    /** Index within the epoch of the first example of a batch. */
    int start(int position) {
        if (position < 0 || position >= stepsPerEpoch()) {
            throw new IndexOutOfBoundsException(
                    "position " + position + " of an epoch of " + stepsPerEpoch() + " steps");
        }
        return position * batch;
    }

    /** The examples of a batch, as indices into the training part. */
    int[] examples(long seed, long epoch, int position) {
        int start = start(position);
        int[] order = order(seed, epoch);
        int[] chosen = new int[Math.min(batch, examples - start)];
        System.arraycopy(order, start, chosen, 0, chosen.length);
        return chosen;
    }

    private int[] order(long seed, long epoch) {
        Epoch known = latest;
        if (known.seed != seed || known.epoch != epoch) {
            known = new Epoch(seed, epoch, Draws.of(seed, Draws.ORDER, epoch).permutation(examples));
            latest = known;
        }
        return known.order;
    }

    private record Epoch(long seed, long epoch, int[] order) {}
}
