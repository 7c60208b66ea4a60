package dev.foresight.engine.optim;

import dev.foresight.engine.net.Network;
import dev.foresight.engine.optim.FlatParameters.Block;
import dev.foresight.engine.optim.FlatParameters.Treatment;
import dev.foresight.engine.spec.DiagnosticsSpec;
import dev.foresight.engine.spec.PredictionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    /** What predictions are turned to; null where they go along the rule's own direction. */
    private final @Nullable RandomDirection random;

    private final Reach reach;
    private final List<LayerBlocks> layers;
    private final Lanes lanes;
    /** Of each thread. */
    private final Scratch[] scratch;
    /** Of each block's gradient. */
    private final double[] squares;

    private long steps;
    /** The rate of the prediction that the network shows; NaN while it shows W_t. */
    private double shownLr = Double.NaN;
    /** Takes samples of the weights' way, where that is asked for. */
    private @Nullable FlatProbes probes;

    /** Where a thread works on a block: the network's vectors lie outside of Java's heap. */
    private static final class Scratch {
        final float[] gradient = new float[Block.LONGEST];
        final float[] shown = new float[Block.LONGEST];
        final double[] sums = new double[SumOfSquares.LANES];
    }

    private FlatUpdate(
            FlatParameters flat,
            List<LayerBlocks> layers,
            Kernel kernel,
            Reach reach,
            @Nullable RandomDirection random,
            Lanes lanes) {
        this.flat = flat;
        this.layers = layers;
        this.reach = reach;
        this.kernel = kernel;
        this.random = random;
        this.lanes = lanes;
        this.scratch = new Scratch[lanes.count()];
        for (int i = 0; i < scratch.length; i++) {
            scratch[i] = new Scratch();
        }
        this.squares = new double[flat.blocks().size()];
    }

    /** The rule with this direction, from the network's present parameters. */
    static WeightUpdate start(Network network, Direction direction, Decay decay, Reach reach, long seed, int threads) {
        return start(network, new DirectionKernel(direction, decay, reach.own()), decay.all(), reach, seed, threads);
    }

    /** The rule with this arithmetic, from the network's present parameters. */
    static WeightUpdate start(Network network, Kernel kernel, boolean decayAll, Reach reach, long seed, int threads) {
        FlatParameters flat = FlatParameters.of(
                network, decayAll, kernel.predicts(), kernel.moments().size());
        boolean random = kernel.predicts() && reach.prediction().direction() == PredictionSpec.Direction.RANDOM;
        return new FlatUpdate(
                flat,
                LayerBlocks.of(network.segments(), flat.blocks()),
                kernel,
                reach,
                random ? new RandomDirection(seed, flat.blocks().size()) : null,
                new Lanes(threads));
    }

    @Override
    public void predict(double lr) {
        if (!kernel.predicts() || steps == 0) {
            if (!Double.isNaN(shownLr)) {
                restore();
            }
        } else if (shownLr != lr) {
            Kernel.Step step = kernel.at(steps, lr, lr);
            lanes.run(squares.length, (lane, i) -> predict(i, step, scratch[lane].shown));
            redirect(null);
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
        float @Nullable [][] moves = probes == null ? null : probes.moves(steps + 1);
        lanes.run(squares.length, (lane, i) -> update(i, step, scale, measured, moves, scratch[lane]));
        steps++;
        redirect(moves);
        shownLr = kernel.predicts() ? nextLr : Double.NaN;
        if (probes != null) {
            probes.stepped(steps, factor);
        }
        return norm();
    }

    @Override
    public Probes sample(DiagnosticsSpec diagnostics) {
        if (!diagnostics.on()) {
            probes = null;
            return Probes.NONE;
        }
        FlatProbes started = new FlatProbes(flat, lanes, diagnostics, reach, layers, squares);
        probes = started;
        return started;
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public List<Moment> moments() {
        List<Moment> moments = new ArrayList<>();
        for (String name : kernel.moments()) {
            int number = moments.size();
            moments.add(new BlockMoment(
                    name, flat, block -> flat.blocks().get(block).moments()[number]));
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
    public long copyBytes() {
        return flat.blocks().stream()
                .mapToLong(block -> (long) Float.BYTES * block.theta().length)
                .sum();
    }

    @Override
    public Optional<Runnable> plainPass(double clip) {
        Kernel adamW = new AdamWKernel(0.9, 0.999, 1e-8, new Decay(0.01, false, true, false, false), 0);
        return flat.lent(adamW.moments().size()).map(lent -> {
            FlatUpdate plain = new FlatUpdate(lent, List.of(), adamW, reach, null, lanes);
            return () -> plain.apply(0, clip, 0);
        });
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

    private void update(
            int number, Kernel.Step step, float clip, boolean measured, float @Nullable [][] moves, Scratch own) {
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
            case TRAINED -> step(number, step, clip, false, moves, own);
            case TRAINED_AND_DECAYED -> step(number, step, clip, true, moves, own);
        }
        flat.shown().put(block.from(), own.shown, 0, block.length());
    }

    /** @param moves where the predicted moves of one step are wanted */
    private void step(
            int number, Kernel.Step step, float clip, boolean decayed, float @Nullable [][] moves, Scratch own) {
        Block block = flat.blocks().get(number);
        int length = block.length();
        float[] theta = kernel.predicts() ? block.theta() : own.shown;
        if (kernel.predicts()) {
            step.stepAndPredict(clip, decayed, theta, block.moments(), length, own.gradient, own.shown);
            measureMove(number, steps + 1, block, own.shown);
        } else {
            step.step(clip, decayed, theta, block.moments(), length, own.gradient);
        }
        if (moves != null) {
            step.ahead(decayed, theta, block.moments(), length, own.gradient, moves[number]);
        }
    }

    private void measureMove(int number, long t, Block block, float[] shown) {
        if (random != null) {
            random.measure(number, t, block, shown);
        }
    }

    /**
     * Turns the prediction that the network shows to the random direction, if that is asked for.
     *
     * @param moves where the moves of one step along it are wanted
     */
    private void redirect(float @Nullable [][] moves) {
        RandomDirection other = random;
        if (other != null) {
            double scale = other.scale();
            float own = (float) reach.own();
            lanes.run(squares.length, (lane, i) -> {
                Block block = flat.blocks().get(i);
                if (block.treatment() != Treatment.STATISTIC) {
                    float[] shown = scratch[lane].shown;
                    flat.shown().get(block.from(), shown, 0, block.length());
                    other.redirect(scale, steps, block, shown);
                    flat.shown().put(block.from(), shown, 0, block.length());
                    if (moves != null) {
                        for (int n = 0; n < block.length(); n++) {
                            moves[i][n] = (block.theta()[n] - shown[n]) / own;
                        }
                    }
                }
            });
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

    private void predict(int number, Kernel.Step step, float[] shown) {
        Block block = flat.blocks().get(number);
        if (block.treatment() == Treatment.STATISTIC) {
            flat.shown().put(block.from(), block.theta());
        } else {
            boolean decayed = block.treatment() == Treatment.TRAINED_AND_DECAYED;
            step.predict(decayed, block.theta(), block.moments(), block.length(), shown);
            measureMove(number, steps, block, shown);
            flat.shown().put(block.from(), shown, 0, block.length());
        }
    }
}
