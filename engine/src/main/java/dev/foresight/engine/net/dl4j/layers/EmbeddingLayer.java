package dev.foresight.engine.net.dl4j.layers;

import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.net.DropoutMask;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Row of W [V,E] for each token, in training times the token's factor from a mask [V] of {@link DropoutMask}; the input
 * array is ignored, the tokens come with the pass. Where a linear layer shares W, that layer's backward pass has written
 * its part of the gradient before and this one adds to it.
 */
public final class EmbeddingLayer extends NodeLayer {
    private final String name;
    private final Layer.Embedding table;
    private final float[] ones;
    private float[] mask;
    private boolean shared;

    /** @param name the node's, which the mask is drawn under */
    public EmbeddingLayer(NeuralNetConfiguration conf, Pass pass, String name, Layer.Embedding table) {
        super(conf, pass);
        this.name = name;
        this.table = table;
        ones = new float[table.vocabulary()];
        Arrays.fill(ones, 1);
        mask = ones;
    }

    void share() {
        shared = true;
    }

    @Override
    protected INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr memory) {
        mask = training && table.dropout() > 0
                ? DropoutMask.draw(pass.seed(), name, pass.step(), table.vocabulary(), table.dropout())
                : ones;
        int[] tokens = pass.tokens();
        int size = table.size();
        INDArray output = activation(memory, tokens.length, size);
        Floats y = Floats.of(output);
        Floats weight = parameter(0);
        float[] row = new float[size];
        for (int i = 0; i < tokens.length; i++) {
            weight.buffer().get(tokens[i] * size, row);
            float factor = mask[tokens[i]];
            for (int j = 0; j < size; j++) {
                row[j] *= factor;
            }
            y.buffer().put(i * size, row);
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
        int size = table.size();
        float[] row = new float[size];
        float[] sum = new float[size];
        int[] tokens = pass.tokens();
        for (int i = 0; i < tokens.length; i++) {
            float factor = mask[tokens[i]];
            dy.buffer().get(i * size, row);
            dw.buffer().get(tokens[i] * size, sum);
            for (int j = 0; j < size; j++) {
                sum[j] += factor * row[j];
            }
            dw.buffer().put(tokens[i] * size, sum);
        }
        return null;
    }
}
