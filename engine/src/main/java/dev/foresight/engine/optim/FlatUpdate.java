package dev.foresight.engine.optim;

import dev.foresight.engine.net.Network;
import dev.foresight.engine.optim.FlatParameters.Block;
import dev.foresight.engine.optim.FlatParameters.Treatment;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule at work on the host: one pass over the flat vectors clips, updates the moments and W_t, and writes the next
 * prediction straight into the network. Without prediction the network's parameters are W_t, and are updated in place.
 * Every sum is taken block by block and reduced in the order of the blocks, so the bits do not depend on the number of
 * threads.
 */
final class FlatUpdate implements WeightUpdate {
    /** As torch.nn.utils.clip_grad_norm_. */
    private static final double CLIP_EPSILON = 1e-6;

    private final FlatParameters flat;
    private final Kernel kernel;
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

    private FlatUpdate(FlatParameters flat, Kernel kernel, int threads) {
        this.flat = flat;
        this.kernel = kernel;
        this.lanes = new Lanes(threads);
        this.scratch = new Scratch[lanes.count()];
        for (int i = 0; i < scratch.length; i++) {
            scratch[i] = new Scratch();
        }
        this.squares = new double[flat.blocks().size()];
    }

    /** The rule with this direction, from the network's present parameters. */
    static WeightUpdate start(Network network, Direction direction, Decay decay, double horizon, int threads) {
        return start(network, new DirectionKernel(direction, decay, horizon), decay.all(), threads);
    }

    /** The rule with this arithmetic, from the network's present parameters. */
    static WeightUpdate start(Network network, Kernel kernel, boolean decayAll, int threads) {
        FlatParameters flat = FlatParameters.of(
                network, decayAll, kernel.predicts(), kernel.moments().size());
        return new FlatUpdate(flat, kernel, threads);
    }

    @Override
    public void predict(double lr) {
        if (!kernel.predicts() || steps == 0) {
            if (!Double.isNaN(shownLr)) {
                restore();
            }
        } else if (shownLr != lr) {
            Kernel.Step step = kernel.at(steps, lr, lr);
            lanes.run(squares.length, (lane, i) -> predict(flat.blocks().get(i), step, scratch[lane].shown));
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
        Kernel.Step step = kernel.at(steps + 1, lr, nextLr);
        float scale = factor;
        boolean measured = clip > 0;
        lanes.run(squares.length, (lane, i) -> update(i, step, scale, measured, scratch[lane]));
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
        List<Moment> moments = new ArrayList<>();
        for (String name : kernel.moments()) {
            moments.add(new BlockMoment(name, flat, moments.size()));
        }
        return List.copyOf(moments);
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

    private void update(int number, Kernel.Step step, float clip, boolean measured, Scratch own) {
        Block block = flat.blocks().get(number);
        flat.gradient().get(block.from(), own.gradient, 0, block.length());
        if (!measured && block.treatment() != Treatment.STATISTIC) {
            squares[number] = SumOfSquares.of(own.gradient, block.length(), own.sums);
        }
        if (!kernel.predicts() || kernel.readsPrediction()) {
            flat.shown().get(block.from(), own.shown, 0, block.length());
        }
        switch (block.treatment()) {
            case STATISTIC -> gather(block, own);
            case TRAINED -> step(step, clip, false, block, own);
            case TRAINED_AND_DECAYED -> step(step, clip, true, block, own);
        }
        flat.shown().put(block.from(), own.shown, 0, block.length());
    }

    private void step(Kernel.Step step, float clip, boolean decayed, Block block, Scratch own) {
        int length = block.length();
        if (kernel.predicts()) {
            step.stepAndPredict(clip, decayed, block.theta(), block.moments(), length, own.gradient, own.shown);
        } else {
            step.step(clip, decayed, own.shown, block.moments(), length, own.gradient);
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

    private void predict(Block block, Kernel.Step step, float[] shown) {
        if (block.treatment() == Treatment.STATISTIC) {
            flat.shown().put(block.from(), block.theta());
        } else {
            boolean decayed = block.treatment() == Treatment.TRAINED_AND_DECAYED;
            step.predict(decayed, block.theta(), block.moments(), block.length(), shown);
            flat.shown().put(block.from(), shown, 0, block.length());
        }
    }
}
