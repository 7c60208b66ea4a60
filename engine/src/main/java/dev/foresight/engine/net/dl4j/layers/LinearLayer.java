package dev.foresight.engine.net.dl4j.layers;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** y = x W^T + b on rows, W [out,in] its own or that of an embedding, b [out] or none. */
public final class LinearLayer extends NodeLayer {
    private static final int COLUMNS = 256;

    private final int in;
    private final int out;
    private final boolean bias;
    private @Nullable EmbeddingLayer tied;

    public LinearLayer(NeuralNetConfiguration conf, Pass pass, int in, int out, boolean bias) {
        super(conf, pass);
        this.in = in;
        this.out = out;
        this.bias = bias;
    }

    /** Uses the embedding's matrix instead of an own one. */
    public void tieTo(EmbeddingLayer embedding) {
        tied = embedding;
        embedding.share();
    }

    private Floats weight() {
        return tied == null ? parameter(0) : tied.parameter(0);
    }

    private Floats weightGradient() {
        return tied == null ? gradient(0) : tied.gradient(0);
    }

    private int biasIndex() {
        return tied == null ? 1 : 0;
    }

    @Override
    protected INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr memory) {
        int rows = (int) x.size(0);
        INDArray output = activation(memory, rows, out);
        Floats y = Floats.of(output);
        if (bias) {
            Floats b = parameter(biasIndex());
            for (int row = 0; row < rows; row++) {
                y.buffer().put(row * out, b.buffer(), 0, out);
            }
        }
        Gemm.timesTransposed(rows, out, in, Floats.of(x).pointer(), weight().pointer(), bias ? 1 : 0, y.pointer());
        return output;
    }

    @Override
    protected INDArray backward(INDArray x, INDArray outputGradient, LayerWorkspaceMgr memory) {
        int rows = (int) x.size(0);
        Floats dy = Floats.of(outputGradient);
        Gemm.transposedTimes(
                out,
                in,
                rows,
                dy.pointer(),
                Floats.of(x).pointer(),
                0,
                weightGradient().pointer());
        if (bias) {
            sumRows(pass.parallel(), dy, rows, out, gradient(biasIndex()));
        }
        INDArray dx = inputGradient(memory, rows, in);
        Gemm.product(
                rows,
                in,
                out,
                dy.pointer(),
                weight().pointer(),
                0,
                Floats.of(dx).pointer());
        return dx;
    }

    /** sums[j] = sum over rows of a[row,j]; each column in the order of the rows. */
    static void sumRows(Parallel parallel, Floats a, int rows, int columns, Floats sums) {
        parallel.forEach((columns + COLUMNS - 1) / COLUMNS, block -> {
            int from = block * COLUMNS;
            int width = Math.min(COLUMNS, columns - from);
            float[] row = parallel.scratch(COLUMNS);
            double[] sum = new double[COLUMNS];
            for (int i = 0; i < rows; i++) {
                a.buffer().get(i * columns + from, row, 0, width);
                for (int j = 0; j < width; j++) {
                    sum[j] += row[j];
                }
            }
            for (int j = 0; j < width; j++) {
                sums.buffer().put(from + j, (float) sum[j]);
            }
        });
    }
}
