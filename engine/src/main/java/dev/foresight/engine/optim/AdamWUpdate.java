package dev.foresight.engine.optim;

import dev.foresight.engine.optim.AdamWKernel.Scalars;
import dev.foresight.engine.optim.FlatParameters.Piece;
import dev.foresight.engine.optim.FlatParameters.Treatment;

/**
 * AdamW at work on the host: one pass over the flat vectors clips, updates the moments and W_t, and writes the next
 * prediction straight into the network. Every sum is taken piece by piece and reduced in the order of the pieces, so the
 * bits do not depend on the number of threads.
 */
final class AdamWUpdate implements WeightUpdate {
    /** Entries moved at a time between a buffer and an array: the working set stays in a core's first cache levels. */
    private static final int BLOCK = 2048;

    /** As torch.nn.utils.clip_grad_norm_. */
    private static final double CLIP_EPSILON = 1e-6;

    private final FlatParameters flat;
    private final AdamWKernel kernel;
    private final Lanes lanes;
    private final double[] squares;
    private long steps;
    /** The rate of the prediction that the network shows; NaN while it shows W_t. */
    private double shownLr = Double.NaN;

    AdamWUpdate(FlatParameters flat, AdamWKernel kernel, int threads) {
        this.flat = flat;
        this.kernel = kernel;
        this.lanes = new Lanes(threads);
        this.squares = new double[flat.pieces().size()];
    }

    @Override
    public void predict(double lr) {
        if (!kernel.predicts() || steps == 0) {
            if (!Double.isNaN(shownLr)) {
                restore();
            }
        } else if (shownLr != lr) {
            Scalars scalars = kernel.scalars(steps, lr, lr);
            lanes.run(flat.pieces().size(), i -> predictPiece(flat.pieces().get(i), scalars));
            shownLr = lr;
        }
    }

    @Override
    public void restore() {
        flat.shown().put(0, flat.theta());
        shownLr = Double.NaN;
    }

    @Override
    public double apply(double lr, double clip, double nextLr) {
        int pieces = flat.pieces().size();
        float factor = 1;
        if (clip > 0) {
            lanes.run(pieces, i -> measurePiece(i, flat.pieces().get(i)));
            factor = (float) Math.min(1, clip / (norm() + CLIP_EPSILON));
        }
        Scalars scalars = kernel.scalars(steps + 1, lr, nextLr);
        float scale = factor;
        lanes.run(pieces, i -> updatePiece(i, flat.pieces().get(i), scalars, scale));
        steps++;
        shownLr = kernel.predicts() ? nextLr : Double.NaN;
        return norm();
    }

    @Override
    public long steps() {
        return steps;
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

    private void measurePiece(int number, Piece piece) {
        float[] gradient = new float[BLOCK];
        double sum = 0;
        if (piece.treatment() != Treatment.STATISTIC) {
            for (int from = piece.from(); from < piece.to(); from += BLOCK) {
                int length = Math.min(BLOCK, piece.to() - from);
                flat.gradient().get(from, gradient, 0, length);
                sum += squares(gradient, length);
            }
        }
        squares[number] = sum;
    }

    private void updatePiece(int number, Piece piece, Scalars scalars, float clip) {
        float[] gradient = new float[BLOCK];
        float[] shown = new float[BLOCK];
        double sum = 0;
        for (int from = piece.from(); from < piece.to(); from += BLOCK) {
            int length = Math.min(BLOCK, piece.to() - from);
            flat.gradient().get(from, gradient, 0, length);
            switch (piece.treatment()) {
                case STATISTIC -> gather(from, length, gradient, shown);
                case TRAINED -> {
                    sum += squares(gradient, length);
                    step(scalars, clip, 1, from, length, gradient, shown);
                }
                case TRAINED_AND_DECAYED -> {
                    sum += squares(gradient, length);
                    step(scalars, clip, scalars.keep(), from, length, gradient, shown);
                }
            }
            flat.shown().put(from, shown, 0, length);
        }
        squares[number] = sum;
    }

    private void step(Scalars scalars, float clip, float keep, int from, int length, float[] gradient, float[] shown) {
        kernel.step(scalars, clip, keep, flat.theta(), flat.m(), flat.v(), from, length, gradient, shown);
    }

    /** Statistics are gathered, not trained: theta -= g, shown as they are. */
    private void gather(int from, int length, float[] gradient, float[] shown) {
        float[] theta = flat.theta();
        for (int i = 0; i < length; i++) {
            theta[from + i] -= gradient[i];
            shown[i] = theta[from + i];
        }
    }

    private void predictPiece(Piece piece, Scalars scalars) {
        if (piece.treatment() == Treatment.STATISTIC) {
            flat.shown().put(piece.from(), flat.theta(), piece.from(), piece.to() - piece.from());
            return;
        }
        float[] shown = new float[BLOCK];
        for (int from = piece.from(); from < piece.to(); from += BLOCK) {
            int length = Math.min(BLOCK, piece.to() - from);
            kernel.predict(scalars, flat.theta(), flat.m(), flat.v(), from, length, shown);
            flat.shown().put(from, shown, 0, length);
        }
    }

    /** Sum of squares in double, in four interleaved sums, which fill the adders without leaving the order to chance. */
    private static double squares(float[] values, int length) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            a += (double) values[i] * values[i];
            b += (double) values[i + 1] * values[i + 1];
            c += (double) values[i + 2] * values[i + 2];
            d += (double) values[i + 3] * values[i + 3];
        }
        for (; i < length; i++) {
            a += (double) values[i] * values[i];
        }
        return (a + b) + (c + d);
    }
}
