package dev.foresight.engine.net.dl4j.layers;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch normalisation over batch and positions of [N,C,H,W] or [N,C], with the ReLU that follows it where there is one.
 *
 * <p>Training normalises with the batch's biased variance. The gradient of the running statistics is what the update has
 * to subtract, momentum * (r - batch statistic), the variance being the unbiased one; with a single value per channel it
 * is taken as is. It is there after the forward pass. Nothing is written to the parameters here. Each channel is summed by one thread in a fixed order.
 */
public final class BatchNormLayer extends NodeLayer {
    private static final int BLOCK = 4096;
    private static final int WEIGHT = 0;
    private static final int BIAS = 1;
    private static final int MEAN = 2;
    private static final int VARIANCE = 3;

    private final double epsilon;
    private final double momentum;
    private final boolean relu;
    private final float[] mean;
    private final double[] variance;

    public BatchNormLayer(
            NeuralNetConfiguration conf, Pass pass, int channels, double epsilon, double momentum, boolean relu) {
        super(conf, pass);
        this.epsilon = epsilon;
        this.momentum = momentum;
        this.relu = relu;
        mean = new float[channels];
        variance = new double[channels];
    }

    @Override
    protected INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr memory) {
        INDArray output = activation(memory, x.shape());
        Floats from = Floats.of(x);
        Floats to = Floats.of(output);
        Planes planes = new Planes(x);
        pass.parallel().forEach(mean.length, channel -> {
            float shift;
            double spread;
            if (training) {
                gather(from, planes, channel);
                statistics(channel, planes.count());
                shift = mean[channel];
                spread = variance[channel];
            } else {
                shift = parameter(MEAN).buffer().get(channel);
                spread = parameter(VARIANCE).buffer().get(channel);
            }
            float factor = (float) (parameter(WEIGHT).buffer().get(channel) / Math.sqrt(spread + epsilon));
            float bias = parameter(BIAS).buffer().get(channel);
            float lowest = relu ? 0 : Float.NEGATIVE_INFINITY;
            float[] a = pass.parallel().scratch(BLOCK);
            planes.blocks(channel, (start, length) -> {
                from.buffer().get(start, a, 0, length);
                for (int i = 0; i < length; i++) {
                    a[i] = Math.max(lowest, (a[i] - shift) * factor + bias);
                }
                to.buffer().put(start, a, 0, length);
            });
        });
        return output;
    }

    /** Mean and biased variance of a channel, in two passes so that a large mean costs no digits. */
    private void gather(Floats from, Planes planes, int channel) {
        float[] a = pass.parallel().scratch(BLOCK);
        double[] sum = new double[1];
        planes.blocks(channel, (start, length) -> {
            from.buffer().get(start, a, 0, length);
            sum[0] += Elementary.sum(a, 0, length);
        });
        float mu = (float) (sum[0] / planes.count());
        double[] squares = new double[1];
        planes.blocks(channel, (start, length) -> {
            from.buffer().get(start, a, 0, length);
            for (int i = 0; i < length; i++) {
                float d = a[i] - mu;
                a[i] = d * d;
            }
            squares[0] += Elementary.sum(a, 0, length);
        });
        mean[channel] = mu;
        variance[channel] = squares[0] / planes.count();
    }

    @Override
    protected INDArray backward(INDArray x, INDArray outputGradient, LayerWorkspaceMgr memory) {
        INDArray dx = inputGradient(memory, x.shape());
        Floats from = Floats.of(x);
        Floats dy = Floats.of(outputGradient);
        Floats to = Floats.of(dx);
        Planes planes = new Planes(x);
        pass.parallel().forEach(mean.length, channel -> {
            float mu = mean[channel];
            float rootInverse = (float) (1 / Math.sqrt(variance[channel] + epsilon));
            float factor = (float) (parameter(WEIGHT).buffer().get(channel) / Math.sqrt(variance[channel] + epsilon));
            float bias = parameter(BIAS).buffer().get(channel);
            // First half: x - mean; second half: the gradient that passes the ReLU.
            float[] both = pass.parallel().scratch(3 * BLOCK);
            double[] sums = new double[2];
            planes.blocks(channel, (start, length) -> {
                load(from, dy, start, length, both, mu, factor, bias);
                sums[0] += Elementary.sum(both, BLOCK, BLOCK + length);
                for (int i = 0; i < length; i++) {
                    both[2 * BLOCK + i] = both[i] * both[BLOCK + i];
                }
                sums[1] += Elementary.sum(both, 2 * BLOCK, 2 * BLOCK + length);
            });
            double ofWeight = sums[1] * rootInverse;
            gradient(WEIGHT).buffer().put(channel, (float) ofWeight);
            gradient(BIAS).buffer().put(channel, (float) sums[0]);
            float meanGradient = (float) (sums[0] / planes.count());
            float slope = (float) (ofWeight * rootInverse / planes.count());
            planes.blocks(channel, (start, length) -> {
                load(from, dy, start, length, both, mu, factor, bias);
                for (int i = 0; i < length; i++) {
                    both[i] = factor * (both[BLOCK + i] - meanGradient - both[i] * slope);
                }
                to.buffer().put(start, both, 0, length);
            });
        });
        return dx;
    }

    private void load(Floats x, Floats dy, int start, int length, float[] both, float mu, float factor, float bias) {
        x.buffer().get(start, both, 0, length);
        dy.buffer().get(start, both, BLOCK, length);
        for (int i = 0; i < length; i++) {
            both[i] -= mu;
        }
        if (relu) {
            for (int i = 0; i < length; i++) {
                both[BLOCK + i] = both[i] * factor + bias > 0 ? both[BLOCK + i] : 0;
            }
        }
    }

    private void statistics(int channel, long count) {
        double unbiased = count > 1 ? variance[channel] * count / (count - 1) : variance[channel];
        gradient(MEAN).buffer().put(channel, (float)
                (momentum * (parameter(MEAN).buffer().get(channel) - mean[channel])));
        gradient(VARIANCE).buffer().put(channel, (float)
                (momentum * (parameter(VARIANCE).buffer().get(channel) - unbiased)));
    }

    /** Where the entries of a channel lie. */
    private record Planes(int examples, int channels, int positions) {
        interface Block {
            void run(int start, int length);
        }

        Planes(INDArray x) {
            this((int) x.size(0), (int) x.size(1), (int) (x.length() / (x.size(0) * x.size(1))));
        }

        long count() {
            return (long) examples * positions;
        }

        void blocks(int channel, Block body) {
            for (int example = 0; example < examples; example++) {
                int plane = (example * channels + channel) * positions;
                for (int from = 0; from < positions; from += BLOCK) {
                    body.run(plane + from, Math.min(BLOCK, positions - from));
                }
            }
        }
    }
}
