package dev.foresight.engine.optim;

import dev.foresight.engine.optim.FlatParameters.Block;
import dev.foresight.engine.optim.FlatParameters.Treatment;
import dev.foresight.engine.spec.DiagnosticsSpec;
import dev.foresight.engine.spec.Quantity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The samples of a {@link FlatUpdate}, on its threads. Every sum is taken block by block and reduced in the order of the
 * blocks, as the update's own.
 */
final class FlatProbes implements Probes {
    private final FlatParameters flat;
    private final Lanes lanes;
    private final DiagnosticsSpec spec;
    private final Reach reach;
    /** All together, then each layer by itself. */
    private final List<LayerBlocks> layers;
    /** Of each block, of the mean gradient before clipping; the update's. */
    private final double[] gradientSquares;
    /** Of each block, of W_t of the sample that is looked at. */
    private final double[] weightSquares;
    /** Of each block, of the sample that is looked at. */
    private final Distances[] distances;
    /** Of each thread. */
    private final Scratch[] scratch;

    /** Completed steps. */
    private long steps;
    /** The last step's factor on its gradient. */
    private double clip;

    /** Ascending by their step. */
    private final List<Sample> open = new ArrayList<>();
    /** Of samples that have ended, to be used again. */
    private final Deque<Copies> spare = new ArrayDeque<>();
    /** Of the sample that follows the step under way; its moves are there before its weights. */
    private @Nullable Copies coming;

    /** Of each trained block, W_t and the predicted move of one step, U; empty for statistics. */
    private record Copies(float[][] weights, float[][] moves) {
        static Copies of(List<Block> blocks) {
            return new Copies(arrays(blocks), arrays(blocks));
        }

        private static float[][] arrays(List<Block> blocks) {
            return blocks.stream()
                    .map(block -> new float[block.treatment() == Treatment.STATISTIC ? 0 : block.length()])
                    .toArray(float[][]::new);
        }
    }

    /** Where a thread works on a block. */
    private static final class Scratch {
        final float[] weights = new float[Block.LONGEST];
        final double[] sums = new double[SumOfSquares.LANES];
    }

    /** @param step t, after which it was taken */
    private record Sample(long step, Copies copies) {}

    /**
     * @param layers all together, then each by itself
     * @param gradientSquares of each block, where each step leaves the sum of squares of its gradient
     */
    FlatProbes(
            FlatParameters flat,
            Lanes lanes,
            DiagnosticsSpec spec,
            Reach reach,
            List<LayerBlocks> layers,
            double[] gradientSquares) {
        this.flat = flat;
        this.lanes = lanes;
        this.spec = spec;
        this.reach = reach;
        this.layers = spec.layers() ? layers : List.of(layers.getFirst());
        this.gradientSquares = gradientSquares;
        this.weightSquares = new double[gradientSquares.length];
        this.distances = new Distances[gradientSquares.length];
        this.scratch = new Scratch[lanes.count()];
        for (int i = 0; i < scratch.length; i++) {
            scratch[i] = new Scratch();
        }
    }

    /** Where a step leaves the predicted move of each block; null when no sample follows it. */
    float @Nullable [][] moves(long step) {
        if (step % spec.every() != 0) {
            return null;
        }
        Copies copies = spare.isEmpty() ? Copies.of(flat.blocks()) : spare.pop();
        coming = copies;
        return copies.moves;
    }

    /**
     * Notes that a step is complete.
     *
     * @param completed steps by now
     * @param factor by which its gradient was clipped
     */
    void stepped(long completed, double factor) {
        steps = completed;
        clip = factor;
    }

    @Override
    public void look(Listener listener) {
        for (Sample sample : open) {
            long horizon = steps - sample.step;
            if (horizon == 1 || spec.horizons().contains(horizon)) {
                measure(sample.copies, horizon);
                layers.forEach(layer -> tell(sample.step, layer, horizon, listener));
            }
        }
        while (!open.isEmpty() && steps - open.getFirst().step >= spec.farthest()) {
            spare.push(open.removeFirst().copies);
        }
        Copies copies = coming;
        if (copies != null) {
            forEachTrained((lane, i, block) -> System.arraycopy(
                    flat.weights(block, scratch[lane].weights), 0, copies.weights[i], 0, block.length()));
            open.add(new Sample(steps, copies));
            coming = null;
        }
    }

    /** Work on one of the trained blocks. */
    private interface Work {
        void on(int lane, int number, Block block);
    }

    private void forEachTrained(Work work) {
        lanes.run(distances.length, (lane, i) -> {
            Block block = flat.blocks().get(i);
            if (block.treatment() != Treatment.STATISTIC) {
                work.on(lane, i, block);
            }
        });
    }

    private void measure(Copies copies, long horizon) {
        double factor = reach.of(horizon);
        forEachTrained((lane, i, block) -> {
            Scratch own = scratch[lane];
            float[] then = copies.weights[i];
            distances[i] =
                    Distances.of(flat.weights(block, own.weights), then, copies.moves[i], factor, block.length());
            if (horizon == 1) {
                weightSquares[i] = SumOfSquares.of(then, block.length(), own.sums);
            }
        });
    }

    private void tell(long step, LayerBlocks layer, long horizon, Listener listener) {
        Distances sums = Distances.NONE;
        for (int block : layer.blocks()) {
            sums = sums.plus(distances[block]);
        }
        if (horizon == 1) {
            double gradient = Math.sqrt(layer.sum(gradientSquares));
            double weights = Math.sqrt(layer.sum(weightSquares));
            tell(listener, step, layer, Quantity.GRADIENT_NORM, 0, gradient);
            tell(listener, step, layer, Quantity.WEIGHT_NORM, 0, weights);
            tell(listener, step, layer, Quantity.UPDATE_RATIO, 0, sums.move() / weights);
            tell(listener, step, layer, Quantity.EFFECTIVE_STEP, 0, sums.move() / (clip * gradient));
        }
        if (spec.horizons().contains(horizon)) {
            tell(listener, step, layer, Quantity.PREDICTION_ERROR, horizon, sums.error());
            tell(listener, step, layer, Quantity.RELATIVE_ERROR, horizon, sums.error() / sums.move());
            tell(listener, step, layer, Quantity.COSINE, horizon, sums.cosine());
        }
    }

    /** A quotient by 0 is no number, and not told. */
    private static void tell(
            Listener listener, long step, LayerBlocks layer, Quantity quantity, long horizon, double value) {
        if (Double.isFinite(value)) {
            listener.measured(step, layer.layer(), quantity, (int) horizon, value);
        }
    }

    @Override
    public List<Long> open() {
        return open.stream().map(Sample::step).toList();
    }

    @Override
    public List<Moment> kept() {
        List<Moment> kept = new ArrayList<>();
        for (Sample sample : open) {
            String name = "sample/" + sample.step + "/";
            kept.add(new BlockMoment(name + "weights", flat, i -> sample.copies.weights[i]));
            kept.add(new BlockMoment(name + "move", flat, i -> sample.copies.moves[i]));
        }
        return List.copyOf(kept);
    }

    @Override
    public void resume(List<Long> taken) {
        end();
        taken.forEach(step -> open.add(new Sample(step, Copies.of(flat.blocks()))));
    }

    @Override
    public void end() {
        open.clear();
    }
}
