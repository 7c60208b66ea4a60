package dev.foresight.engine.net.dl4j.layers;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Mean over each window of [H,W]: the sum of what lies inside the image, divided by kernel * kernel, as if the padding
 * were zeros (PyTorch's count_include_pad).
 */
public final class AveragePoolLayer extends NodeLayer {
    private final int kernel;
    private final int stride;
    private final int padding;

    public AveragePoolLayer(NeuralNetConfiguration conf, Pass pass, int kernel, int stride, int padding) {
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
        int size = height * width;
        int rows = extent(height);
        int columns = extent(width);
        INDArray output = activation(memory, x.size(0), x.size(1), rows, columns);
        Floats from = Floats.of(x);
        Floats to = Floats.of(output);
        pass.parallel().forEach((int) (x.size(0) * x.size(1)), plane -> {
            float[] both = pass.parallel().scratch(size + rows * columns);
            from.buffer().get(plane * size, both, 0, size);
            windows(height, width, (cell, top, bottom, left, right) -> {
                float sum = 0;
                for (int row = top; row < bottom; row++) {
                    for (int i = row * width + left; i < row * width + right; i++) {
                        sum += both[i];
                    }
                }
                both[size + cell] = sum / (kernel * kernel);
            });
            to.buffer().put(plane * rows * columns, both, size, rows * columns);
        });
        return output;
    }

    @Override
    protected INDArray backward(INDArray x, INDArray outputGradient, LayerWorkspaceMgr memory) {
        int height = (int) x.size(2);
        int width = (int) x.size(3);
        int size = height * width;
        int cells = (int) (outputGradient.size(2) * outputGradient.size(3));
        INDArray dx = inputGradient(memory, x.shape());
        Floats from = Floats.of(outputGradient);
        Floats to = Floats.of(dx);
        pass.parallel().forEach((int) (x.size(0) * x.size(1)), plane -> {
            float[] both = pass.parallel().scratch(size + cells);
            Arrays.fill(both, 0, size, 0);
            from.buffer().get(plane * cells, both, size, cells);
            windows(height, width, (cell, top, bottom, left, right) -> {
                float share = both[size + cell] / (kernel * kernel);
                for (int row = top; row < bottom; row++) {
                    for (int i = row * width + left; i < row * width + right; i++) {
                        both[i] += share;
                    }
                }
            });
            to.buffer().put(plane * size, both, 0, size);
        });
        return dx;
    }

    /** The part of a window that lies inside the image: rows [top, bottom), columns [left, right). */
    private interface Window {
        void visit(int cell, int top, int bottom, int left, int right);
    }

    private void windows(int height, int width, Window window) {
        int cell = 0;
        for (int row = 0; row < extent(height); row++) {
            int top = row * stride - padding;
            for (int column = 0; column < extent(width); column++) {
                int left = column * stride - padding;
                window.visit(
                        cell++,
                        Math.max(top, 0),
                        Math.min(top + kernel, height),
                        Math.max(left, 0),
                        Math.min(left + kernel, width));
            }
        }
    }
}
