package dev.foresight.engine.net.dl4j.layers;

import dev.foresight.engine.net.DropoutMask;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** y_t = x_t * mask in training, with one mask [B,F] of {@link DropoutMask} for all steps t; y = x in evaluation. */
public final class LockedDropoutLayer extends NodeLayer {
    private final String name;
    private final double probability;
    private float[] mask = {};

    public LockedDropoutLayer(NeuralNetConfiguration conf, Pass pass, String name, double probability) {
        super(conf, pass);
        this.name = name;
        this.probability = probability;
    }

    @Override
    protected INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr memory) {
        if (!training) {
            return memory.leverageTo(ArrayType.ACTIVATIONS, x);
        }
        int size = Math.toIntExact(pass.streams() * x.size(1));
        mask = DropoutMask.draw(pass.seed(), name, pass.step(), size, probability);
        INDArray y = activation(memory, x.shape());
        multiply(Floats.of(x), Floats.of(y));
        return y;
    }

    @Override
    protected INDArray backward(INDArray x, INDArray outputGradient, LayerWorkspaceMgr memory) {
        INDArray dx = inputGradient(memory, x.shape());
        multiply(Floats.of(outputGradient), Floats.of(dx));
        return dx;
    }

    private void multiply(Floats from, Floats to) {
        int size = mask.length;
        pass.parallel().forEach(from.buffer().capacity() / size, t -> {
            float[] values = pass.parallel().scratch(size);
            from.buffer().get(t * size, values, 0, size);
            for (int i = 0; i < size; i++) {
                values[i] *= mask[i];
            }
            to.buffer().put(t * size, values, 0, size);
        });
    }
}
