package dev.foresight.engine.net.dl4j.layers;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@link CrossEntropy} on logits [R,V]. */
public final class CrossEntropyLayer extends LossLayer {
    public CrossEntropyLayer(NeuralNetConfiguration conf, Pass pass) {
        super(conf, pass);
    }

    @Override
    protected INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr memory) {
        CrossEntropy.rank(pass, Floats.of(x).buffer(), (int) x.size(1));
        return nothing(memory);
    }

    @Override
    protected INDArray backward(INDArray x, @Nullable INDArray outputGradient, LayerWorkspaceMgr memory) {
        INDArray dx = inputGradient(memory, x.shape());
        CrossEntropy.differentiate(
                pass, Floats.of(x).buffer(), (int) x.size(1), Floats.of(dx).buffer());
        return dx;
    }
}
