package dev.foresight.engine.net.dl4j.layers;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Largest value per window of [H,W]; padding never wins, of equal values the first in row order does, and NaN wins over
 * all, as in PyTorch.
 */
public final class MaxPoolLayer extends NodeLayer {
    private final int kernel;
    private final int stride;
    private final int padding;
    /** For each output the position in its input plane that won. */
    private int[] winners = {};

    public MaxPoolLayer(NeuralNetConfiguration conf, Pass pass, int kernel, int stride, int padding) {
        super(conf, pass);
        this.kernel = kernel;
        this.stride = stride;
        this.padding = padding;
    }

    private int extent(int size) {
        return (size + 2 * padding - kernel) / stride + 1;
    }

    @Override
    protected INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr memory) {
        int height = (int) x.size(2);
        int width = (int) x.size(3);
        int rows = extent(height);
        int columns = extent(width);
        INDArray output = activation(memory, x.size(0), x.size(1), rows, columns);
        if (winners.length != output.length()) {
            winners = new int[Math.toIntExact(output.length())];
        }
        Floats from = Floats.of(x);
        Floats to = Floats.of(output);
        pass.parallel().forEach((int) (x.size(0) * x.size(1)), plane -> {
            float[] both = pass.parallel().scratch(height * width + rows * columns);
            from.buffer().get(plane * height * width, both, 0, height * width);
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    int cell = row * columns + column;
                    int winner = winner(both, height, width, row * stride - padding, column * stride - padding);
                    winners[plane * rows * columns + cell] = winner;
                    both[height * width + cell] = both[winner];
                }
            }
            to.buffer().put(plane * rows * columns, both, height * width, rows * columns);
        });
        return output;
    }

    private int winner(float[] plane, int height, int width, int top, int left) {
        int bottom = Math.min(top + kernel, height);
        int right = Math.min(left + kernel, width);
        int winner = Math.max(top, 0) * width + Math.max(left, 0);
        float best = plane[winner];
        for (int row = Math.max(top, 0); row < bottom; row++) {
            for (int column = Math.max(left, 0); column < right; column++) {
                float value = plane[row * width + column];
                if (value > best || Float.isNaN(value)) {
                    best = value;
                    winner = row * width + column;
                }
            }
        }
        return winner;
    }

    @Override
    protected INDArray backward(INDArray x, INDArray outputGradient, LayerWorkspaceMgr memory) {
        int size = (int) (x.size(2) * x.size(3));
        int cells = (int) (outputGradient.size(2) * outputGradient.size(3));
        INDArray dx = inputGradient(memory, x.shape());
        Floats from = Floats.of(outputGradient);
        Floats to = Floats.of(dx);
        pass.parallel().forEach((int) (x.size(0) * x.size(1)), plane -> {
            float[] both = pass.parallel().scratch(size + cells);
            Arrays.fill(both, 0, size, 0);
            from.buffer().get(plane * cells, both, size, cells);
            for (int cell = 0; cell < cells; cell++) {
                both[winners[plane * cells + cell]] += both[size + cell];
            }
            to.buffer().put(plane * size, both, 0, size);
        });
        return dx;
    }
}
