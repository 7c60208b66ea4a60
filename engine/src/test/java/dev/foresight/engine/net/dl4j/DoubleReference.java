package dev.foresight.engine.net.dl4j;

import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.LayerGraph.Node;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.net.Batch;
import dev.foresight.engine.net.DropoutMask;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The loss of a layer graph in training mode, and its derivative with the activation penalties, written for clarity in
 * double, one loop a formula. Recurrent layers start from zeros.
 */
final class DoubleReference {
    private final LayerGraph graph;
    private final Map<String, double[]> weights;
    private final Batch batch;
    private final long seed;
    private final long step;
    private final int examples;
    private final Map<String, double[]> values = new HashMap<>();
    final Map<String, double[]> statistics = new HashMap<>();
    private double penalty;

    DoubleReference(LayerGraph graph, Map<String, double[]> weights, Batch batch, long seed, long step) {
        this.graph = graph;
        this.weights = weights;
        this.batch = batch;
        this.seed = seed;
        this.step = step;
        this.examples = batch.targets();
    }

    static Map<String, double[]> widen(Map<String, float[]> weights) {
        Map<String, double[]> wide = new HashMap<>();
        weights.forEach((name, values) -> {
            double[] w = new double[values.length];
            for (int i = 0; i < w.length; i++) {
                w[i] = values[i];
            }
            wide.put(name, w);
        });
        return wide;
    }

    /** d(loss + penalties)/dw by a central difference. */
    double derivative(String tensor, int entry) {
        double[] w = weight(tensor);
        double before = w[entry];
        double h = 1e-5;
        w[entry] = before + h;
        double above = loss() + penalty;
        w[entry] = before - h;
        double below = loss() + penalty;
        w[entry] = before;
        return (above - below) / (2 * h);
    }

    /** The mean cross-entropy alone. */
    double loss() {
        penalty = 0;
        Map<String, Shape> shapes = graph.shapes();
        int[] targets;
        switch (batch) {
            case Batch.Images images -> {
                double[] x = new double[images.pixels().length];
                for (int i = 0; i < x.length; i++) {
                    x[i] = images.pixels()[i];
                }
                values.put(LayerGraph.INPUT, x);
                targets = images.labels();
            }
            case Batch.Tokens tokens -> targets = tokens.targetTokens();
        }
        double[] last = {};
        for (Node node : graph.nodes()) {
            last = apply(node, shapes);
            values.put(node.name(), last);
        }
        int classes = last.length / examples;
        double sum = 0;
        for (int r = 0; r < examples; r++) {
            double all = 0;
            for (int j = 0; j < classes; j++) {
                all += Math.exp(last[r * classes + j]);
            }
            sum += Math.log(all) - last[r * classes + targets[r]];
        }
        return sum / examples;
    }

    private double[] weight(String name) {
        return Objects.requireNonNull(weights.get(name), name);
    }

    private double[] value(String node) {
        return values.getOrDefault(node, new double[0]);
    }

    private double[] apply(Node node, Map<String, Shape> shapes) {
        String name = node.name();
        double[] x = value(node.inputs().getFirst());
        Shape shape = Objects.requireNonNull(shapes.get(node.inputs().getFirst()));
        return switch (node.layer()) {
            case Layer.Conv conv -> conv(name, conv, x, (Shape.Image) shape);
            case Layer.BatchNorm norm -> batchNorm(name, norm, x);
            case Layer.Relu unused -> {
                double[] y = x.clone();
                for (int i = 0; i < y.length; i++) {
                    y[i] = Math.max(0, y[i]);
                }
                yield y;
            }
            case Layer.Tanh unused -> {
                double[] y = x.clone();
                for (int i = 0; i < y.length; i++) {
                    y[i] = Math.tanh(y[i]);
                }
                yield y;
            }
            case Layer.MaxPool pool -> maxPool(pool, x, (Shape.Image) shape);
            case Layer.GlobalAveragePool unused -> {
                int positions = ((Shape.Image) shape).height() * ((Shape.Image) shape).width();
                double[] y = new double[x.length / positions];
                for (int i = 0; i < x.length; i++) {
                    y[i / positions] += x[i] / positions;
                }
                yield y;
            }
            case Layer.Flatten unused -> x;
            case Layer.Linear linear ->
                linear(
                        x,
                        weight((linear.tiedTo() == null ? name : linear.tiedTo()) + ".weight"),
                        linear.bias() ? weight(name + ".bias") : new double[linear.out()],
                        linear.in());
            case Layer.Dropout dropout -> {
                float[] mask = DropoutMask.draw(seed, name, step, x.length, dropout.probability());
                double[] y = new double[x.length];
                for (int i = 0; i < y.length; i++) {
                    y[i] = x[i] * mask[i];
                }
                yield y;
            }
            case Layer.Embedding embedding -> {
                int[] tokens = ((Batch.Tokens) batch).inputs();
                double[] w = weight(name + ".weight");
                float[] mask = DropoutMask.draw(seed, name, step, embedding.vocabulary(), embedding.dropout());
                int size = embedding.size();
                double[] y = new double[tokens.length * size];
                for (int i = 0; i < y.length; i++) {
                    int token = tokens[i / size];
                    y[i] = w[token * size + i % size] * mask[token];
                }
                yield y;
            }
            case Layer.Lstm lstm -> lstm(name, lstm, x);
            case Layer.AveragePool pool -> averagePool(pool, x, (Shape.Image) shape);
            case Layer.Add unused -> {
                double[] y = new double[x.length];
                for (String input : node.inputs()) {
                    for (int i = 0; i < y.length; i++) {
                        y[i] += value(input)[i];
                    }
                }
                yield y;
            }
            case Layer.Concat unused -> {
                List<double[]> inputs = node.inputs().stream().map(this::value).toList();
                double[] y = new double
                        [inputs.stream().mapToInt(input -> input.length).sum()];
                int at = 0;
                for (int n = 0; n < examples; n++) {
                    for (double[] input : inputs) {
                        int length = input.length / examples;
                        System.arraycopy(input, n * length, y, at, length);
                        at += length;
                    }
                }
                yield y;
            }
            case Layer.LockedDropout dropout -> {
                int size = x.length / ((Batch.Tokens) batch).time();
                float[] mask = DropoutMask.draw(seed, name, step, size, dropout.probability());
                double[] y = new double[x.length];
                for (int i = 0; i < y.length; i++) {
                    y[i] = x[i] * mask[i % size];
                }
                yield y;
            }
            case Layer.ActivationPenalty penalised -> {
                int size = x.length / ((Batch.Tokens) batch).time();
                for (int i = 0; i < x.length; i++) {
                    penalty += penalised.ar() * x[i] * x[i] / x.length;
                }
                for (int i = size; i < x.length; i++) {
                    double change = x[i] - x[i - size];
                    penalty += penalised.tar() * change * change / (x.length - size);
                }
                yield x;
            }
        };
    }

    private double[] conv(String name, Layer.Conv conv, double[] x, Shape.Image in) {
        int height = (in.height() + 2 * conv.paddingHeight() - conv.kernelHeight()) / conv.strideHeight() + 1;
        int width = (in.width() + 2 * conv.paddingWidth() - conv.kernelWidth()) / conv.strideWidth() + 1;
        double[] w = weight(name + ".weight");
        double[] y = new double[examples * conv.out() * height * width];
        int at = 0;
        for (int n = 0; n < examples; n++) {
            for (int o = 0; o < conv.out(); o++) {
                for (int r = 0; r < height; r++) {
                    for (int c = 0; c < width; c++, at++) {
                        y[at] = conv.bias() ? weight(name + ".bias")[o] : 0;
                        for (int i = 0; i < conv.in(); i++) {
                            for (int a = 0; a < conv.kernelHeight(); a++) {
                                for (int b = 0; b < conv.kernelWidth(); b++) {
                                    int p = r * conv.strideHeight() - conv.paddingHeight() + a;
                                    int q = c * conv.strideWidth() - conv.paddingWidth() + b;
                                    if (p >= 0 && p < in.height() && q >= 0 && q < in.width()) {
                                        y[at] += x[((n * conv.in() + i) * in.height() + p) * in.width() + q]
                                                * w[
                                                        ((o * conv.in() + i) * conv.kernelHeight() + a)
                                                                        * conv.kernelWidth()
                                                                + b];
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        return y;
    }

    private double[] batchNorm(String name, Layer.BatchNorm norm, double[] x) {
        int positions = x.length / (examples * norm.channels());
        int count = examples * positions;
        double[] mean = new double[norm.channels()];
        double[] variance = new double[norm.channels()];
        for (int i = 0; i < x.length; i++) {
            mean[i / positions % norm.channels()] += x[i] / count;
        }
        for (int i = 0; i < x.length; i++) {
            int c = i / positions % norm.channels();
            variance[c] += (x[i] - mean[c]) * (x[i] - mean[c]) / count;
        }
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            int c = i / positions % norm.channels();
            y[i] = weight(name + ".weight")[c] * (x[i] - mean[c]) / Math.sqrt(variance[c] + norm.epsilon())
                    + weight(name + ".bias")[c];
        }
        double[] unbiased = new double[variance.length];
        for (int c = 0; c < unbiased.length; c++) {
            unbiased[c] = variance[c] * count / (count - 1);
        }
        statistics.put(name + ".running_mean", mean);
        statistics.put(name + ".running_var", unbiased);
        return y;
    }

    private double[] maxPool(Layer.MaxPool pool, double[] x, Shape.Image in) {
        int height = (in.height() + 2 * pool.padding() - pool.kernel()) / pool.stride() + 1;
        int width = (in.width() + 2 * pool.padding() - pool.kernel()) / pool.stride() + 1;
        int planes = examples * in.channels();
        double[] y = new double[planes * height * width];
        int at = 0;
        for (int n = 0; n < planes; n++) {
            for (int r = 0; r < height; r++) {
                for (int c = 0; c < width; c++, at++) {
                    y[at] = Double.NEGATIVE_INFINITY;
                    for (int a = 0; a < pool.kernel(); a++) {
                        for (int b = 0; b < pool.kernel(); b++) {
                            int p = r * pool.stride() - pool.padding() + a;
                            int q = c * pool.stride() - pool.padding() + b;
                            if (p >= 0 && p < in.height() && q >= 0 && q < in.width()) {
                                y[at] = Math.max(y[at], x[(n * in.height() + p) * in.width() + q]);
                            }
                        }
                    }
                }
            }
        }
        return y;
    }

    private double[] averagePool(Layer.AveragePool pool, double[] x, Shape.Image in) {
        int height = (in.height() + 2 * pool.padding() - pool.kernel()) / pool.stride() + 1;
        int width = (in.width() + 2 * pool.padding() - pool.kernel()) / pool.stride() + 1;
        int planes = examples * in.channels();
        double[] y = new double[planes * height * width];
        int at = 0;
        for (int n = 0; n < planes; n++) {
            for (int r = 0; r < height; r++) {
                for (int c = 0; c < width; c++, at++) {
                    for (int a = 0; a < pool.kernel(); a++) {
                        for (int b = 0; b < pool.kernel(); b++) {
                            int p = r * pool.stride() - pool.padding() + a;
                            int q = c * pool.stride() - pool.padding() + b;
                            if (p >= 0 && p < in.height() && q >= 0 && q < in.width()) {
                                y[at] += x[(n * in.height() + p) * in.width() + q] / (pool.kernel() * pool.kernel());
                            }
                        }
                    }
                }
            }
        }
        return y;
    }

    private static double[] linear(double[] x, double[] w, double[] b, int in) {
        int rows = x.length / in;
        double[] y = new double[rows * b.length];
        for (int r = 0; r < rows; r++) {
            for (int o = 0; o < b.length; o++) {
                y[r * b.length + o] = b[o];
                for (int i = 0; i < in; i++) {
                    y[r * b.length + o] += x[r * in + i] * w[o * in + i];
                }
            }
        }
        return y;
    }

    private double[] lstm(String name, Layer.Lstm lstm, double[] x) {
        Batch.Tokens tokens = (Batch.Tokens) batch;
        int streams = tokens.streams();
        int size = lstm.hidden();
        double[] zeros = new double[4 * size];
        double[] fromInput = linear(x, weight(name + ".weight_ih"), weight(name + ".bias_ih"), lstm.in());
        double[] recurrent = weight(name + ".weight_hh").clone();
        float[] mask = DropoutMask.draw(seed, name, step, recurrent.length, lstm.weightDrop());
        for (int i = 0; i < recurrent.length; i++) {
            recurrent[i] *= mask[i];
        }
        double[] secondBias = lstm.biases() == 2 ? weight(name + ".bias_hh") : zeros;
        double[] h = new double[streams * size];
        double[] c = new double[streams * size];
        double[] y = new double[tokens.time() * streams * size];
        for (int t = 0; t < tokens.time(); t++) {
            double[] fromState = linear(h, recurrent, secondBias, size);
            for (int b = 0; b < streams; b++) {
                for (int j = 0; j < size; j++) {
                    double[] gate = new double[4];
                    for (int k = 0; k < 4; k++) {
                        gate[k] = fromInput[((t * streams + b) * 4 + k) * size + j] + fromState[(b * 4 + k) * size + j];
                    }
                    int cell = b * size + j;
                    c[cell] = logistic(gate[1]) * c[cell] + logistic(gate[0]) * Math.tanh(gate[2]);
                    h[cell] = logistic(gate[3]) * Math.tanh(c[cell]);
                }
            }
            System.arraycopy(h, 0, y, t * h.length, h.length);
        }
        return y;
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** Names of a graph's tensors, for messages. */
    static List<String> names(LayerGraph graph) {
        return graph.tensors().stream().map(tensor -> tensor.name()).toList();
    }
}
