package dev.foresight.engine.net.dl4j.layers;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** [N,C,H,W] to [N,C*H*W]: the same memory seen otherwise. */
public final class FlattenLayer extends NodeLayer {
    public FlattenLayer(NeuralNetConfiguration conf, Pass pass) {
        super(conf, pass);
    }

    @Override
    protected INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr memory) {
        return memory.leverageTo(ArrayType.ACTIVATIONS, x.reshape('c', x.size(0), x.length() / x.size(0)));
    }

    @Override
    protected INDArray backward(INDArray x, INDArray outputGradient, LayerWorkspaceMgr memory) {
        return memory.leverageTo(ArrayType.ACTIVATION_GRAD, outputGradient.reshape('c', x.shape()));
    }
}
