package dev.foresight.engine.net.dl4j.layers;

import dev.foresight.engine.net.DropoutMask;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** y = x * mask in training, with the mask of {@link DropoutMask}; y = x in evaluation. */
public final class DropoutLayer extends NodeLayer {
    private final String name;
    private final double probability;
    private float[] mask = {};

    public DropoutLayer(NeuralNetConfiguration conf, Pass pass, String name, double probability) {
        super(conf, pass);
        this.name = name;
        this.probability = probability;
    }

    @Override
    protected INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr memory) {
        if (!training) {
            return memory.leverageTo(ArrayType.ACTIVATIONS, x);
        }
        mask = DropoutMask.draw(pass.seed(), name, pass.step(), Math.toIntExact(x.length()), probability);
        INDArray y = activation(memory, x.shape());
        multiply(Floats.of(x), Floats.of(y));
        return y;
    }

    @Override
    protected @Nullable INDArray backward(INDArray x, INDArray outputGradient, LayerWorkspaceMgr memory) {
        INDArray dx = inputGradient(memory, x.shape());
        multiply(Floats.of(outputGradient), Floats.of(dx));
        return dx;
    }

    private void multiply(Floats from, Floats to) {
        float[] values = from.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] *= mask[i];
        }
        to.buffer().put(0, values);
    }
}
