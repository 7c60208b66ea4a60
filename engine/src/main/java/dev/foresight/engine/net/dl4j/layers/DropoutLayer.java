package dev.foresight.engine.net.dl4j.layers;

import dev.foresight.engine.net.DropoutMask;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * y = x * mask in training, with the mask of {@link DropoutMask}; y = x in evaluation. Locked, it has one mask [B,F] for
 * all steps of a sequence.
 */
public final class DropoutLayer extends NodeLayer {
    private final String name;
    private final double probability;
    private final boolean locked;
    private float[] mask = {};

    public DropoutLayer(NeuralNetConfiguration conf, Pass pass, String name, double probability, boolean locked) {
        super(conf, pass);
        this.name = name;
        this.probability = probability;
        this.locked = locked;
    }

    @Override
    protected INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr memory) {
        if (!training) {
            return memory.leverageTo(ArrayType.ACTIVATIONS, x);
        }
        int size = Math.toIntExact(locked ? pass.streams() * x.size(1) : x.length());
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
