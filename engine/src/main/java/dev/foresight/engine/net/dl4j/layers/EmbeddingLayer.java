package dev.foresight.engine.net.dl4j.layers;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Row of W [V,E] for each token; the input array is ignored, the tokens come with the pass. Where a linear layer shares
 * W, that layer's backward pass has written its part of the gradient before and this one adds to it.
 */
public final class EmbeddingLayer extends NodeLayer {
    private final int size;
    private boolean shared;

    public EmbeddingLayer(NeuralNetConfiguration conf, Pass pass, int size) {
        super(conf, pass);
        this.size = size;
    }

    void share() {
        shared = true;
    }

    @Override
    protected INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr memory) {
        int[] tokens = pass.tokens();
        INDArray output = activation(memory, tokens.length, size);
        Floats y = Floats.of(output);
        Floats weight = parameter(0);
        for (int i = 0; i < tokens.length; i++) {
            y.buffer().put(i * size, weight.buffer(), tokens[i] * size, size);
        }
        return output;
    }

    @Override
    protected @Nullable INDArray backward(INDArray x, INDArray outputGradient, LayerWorkspaceMgr memory) {
        Floats dy = Floats.of(outputGradient);
        Floats dw = gradient(0);
        if (!shared) {
            dw.array().assign(0);
        }
        float[] row = new float[size];
        float[] sum = new float[size];
        int[] tokens = pass.tokens();
        for (int i = 0; i < tokens.length; i++) {
            dy.buffer().get(i * size, row);
            dw.buffer().get(tokens[i] * size, sum);
            for (int j = 0; j < size; j++) {
                sum[j] += row[j];
            }
            dw.buffer().put(tokens[i] * size, sum);
        }
        return null;
    }
}
