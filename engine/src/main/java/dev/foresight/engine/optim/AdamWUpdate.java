package dev.foresight.engine.optim;

import dev.foresight.engine.optim.AdamWKernel.Scalars;
import dev.foresight.engine.optim.FlatParameters.Block;
import dev.foresight.engine.optim.FlatParameters.Treatment;
import java.util.List;

/**
 * AdamW at work on the host: one pass over the flat vectors clips, updates the moments and W_t, and writes the next
 * prediction straight into the network. Without prediction the network's parameters are W_t, and are updated in place.
 * Every sum is taken block by block and reduced in the order of the blocks, so the bits do not depend on the number of
 * threads.
 */
final class AdamWUpdate implements WeightUpdate {
    /** As torch.nn.utils.clip_grad_norm_. */
    private static final double CLIP_EPSILON = 1e-6;

    private final FlatParameters flat;
    private final AdamWKernel kernel;
    private final Lanes lanes;
    /** Of each thread. */
    private final Scratch[] scratch;
    /** Of each block's gradient. */
    private final double[] squares;

    private long steps;
    /** The rate of the prediction that the network shows; NaN while it shows W_t. */
    private double shownLr = Double.NaN;

    /** Where a thread works on a block: the network's vectors lie outside of Java's heap. */
    private static final class Scratch {
        final float[] gradient = new float[Block.LONGEST];
        final float[] shown = new float[Block.LONGEST];
        final double[] sums = new double[SumOfSquares.LANES];
    }

    AdamWUpdate(FlatParameters flat, AdamWKernel kernel, int threads) {
        this.flat = flat;
        this.kernel = kernel;
        this.lanes = new Lanes(threads);
        this.scratch = new Scratch[lanes.count()];
        for (int i = 0; i < scratch.length; i++) {
            scratch[i] = new Scratch();
        }
        this.squares = new double[flat.blocks().size()];
    }

    @Override
    public void predict(double lr) {
        if (!kernel.predicts() || steps == 0) {
            if (!Double.isNaN(shownLr)) {
                restore();
            }
        } else if (shownLr != lr) {
            Scalars scalars = kernel.scalars(steps, lr, lr);
            lanes.run(squares.length, (lane, i) -> predict(flat.blocks().get(i), scalars, scratch[lane].shown));
            shownLr = lr;
        }
    }

    @Override
    public void restore() {
        if (kernel.predicts()) {
            for (Block block : flat.blocks()) {
                flat.shown().put(block.from(), block.theta());
            }
        }
        shownLr = Double.NaN;
    }

    @Override
    public double apply(double lr, double clip, double nextLr) {
        float factor = 1;
        if (clip > 0) {
            lanes.run(squares.length, (lane, i) -> measure(i, scratch[lane]));
            factor = (float) Math.min(1, clip / (norm() + CLIP_EPSILON));
        }
        Scalars scalars = kernel.scalars(steps + 1, lr, nextLr);
        float scale = factor;
        boolean measured = clip > 0;
        lanes.run(squares.length, (lane, i) -> update(i, scalars, scale, measured, scratch[lane]));
        steps++;
        shownLr = kernel.predicts() ? nextLr : Double.NaN;
        return norm();
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public List<Moment> moments() {
        return List.of(new BlockMoment("m", flat, Block::m), new BlockMoment("v", flat, Block::v));
    }

    @Override
    public void resume(long completed) {
        for (Block block : flat.blocks()) {
            flat.shown().get(block.from(), block.theta());
        }
        steps = completed;
        shownLr = Double.NaN;
    }

    @Override
    public void close() {
        lanes.close();
    }

    private double norm() {
        double sum = 0;
        for (double square : squares) {
            sum += square;
        }
        return Math.sqrt(sum);
    }

    private void measure(int number, Scratch own) {
        Block block = flat.blocks().get(number);
        if (block.treatment() != Treatment.STATISTIC) {
            flat.gradient().get(block.from(), own.gradient, 0, block.length());
            squares[number] = SumOfSquares.of(own.gradient, block.length(), own.sums);
        }
    }

    private void update(int number, Scalars scalars, float clip, boolean measured, Scratch own) {
        Block block = flat.blocks().get(number);
        flat.gradient().get(block.from(), own.gradient, 0, block.length());
        if (!measured && block.treatment() != Treatment.STATISTIC) {
            squares[number] = SumOfSquares.of(own.gradient, block.length(), own.sums);
        }
        if (!kernel.predicts()) {
            flat.shown().get(block.from(), own.shown, 0, block.length());
        }
        switch (block.treatment()) {
            case STATISTIC -> gather(block, own);
            case TRAINED -> step(scalars, clip, 1, block, own);
            case TRAINED_AND_DECAYED -> step(scalars, clip, scalars.keep(), block, own);
        }
        flat.shown().put(block.from(), own.shown, 0, block.length());
    }

    private void step(Scalars scalars, float clip, float keep, Block block, Scratch own) {
        float[] m = block.m();
        float[] v = block.v();
        int length = block.length();
        if (kernel.predicts()) {
            kernel.stepAndPredict(scalars, clip, keep, block.theta(), m, v, length, own.gradient, own.shown);
        } else {
            kernel.step(scalars, clip, keep, own.shown, m, v, length, own.gradient);
        }
    }

    /** Statistics are gathered, not trained: theta -= g, shown as they are. */
    private void gather(Block block, Scratch own) {
        float[] theta = kernel.predicts() ? block.theta() : own.shown;
        for (int i = 0; i < block.length(); i++) {
            theta[i] -= own.gradient[i];
        }
        System.arraycopy(theta, 0, own.shown, 0, block.length());
    }

    private void predict(Block block, Scalars scalars, float[] shown) {
        if (block.treatment() == Treatment.STATISTIC) {
            flat.shown().put(block.from(), block.theta());
        } else {
            kernel.predict(scalars, block.theta(), block.m(), block.v(), block.length(), shown);
            flat.shown().put(block.from(), shown, 0, block.length());
        }
    }
}
