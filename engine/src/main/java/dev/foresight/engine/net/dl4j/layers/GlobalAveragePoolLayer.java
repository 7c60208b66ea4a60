package dev.foresight.engine.net.dl4j.layers;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Mean over positions: [N,C,H,W] to [N,C]. */
public final class GlobalAveragePoolLayer extends NodeLayer {
    public GlobalAveragePoolLayer(NeuralNetConfiguration conf, Pass pass) {
        super(conf, pass);
    }

    @Override
    protected INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr memory) {
        int planes = (int) (x.size(0) * x.size(1));
        int positions = (int) (x.size(2) * x.size(3));
        INDArray output = activation(memory, x.size(0), x.size(1));
        Floats from = Floats.of(x);
        Floats to = Floats.of(output);
        float[] plane = new float[positions];
        for (int i = 0; i < planes; i++) {
            from.buffer().get(i * positions, plane);
            to.buffer().put(i, (float) (Elementary.sum(plane, 0, positions) / positions));
        }
        return output;
    }

    @Override
    protected INDArray backward(INDArray x, INDArray outputGradient, LayerWorkspaceMgr memory) {
        int planes = (int) (x.size(0) * x.size(1));
        int positions = (int) (x.size(2) * x.size(3));
        INDArray dx = inputGradient(memory, x.shape());
        Floats from = Floats.of(outputGradient);
        Floats to = Floats.of(dx);
        float[] plane = new float[positions];
        for (int i = 0; i < planes; i++) {
            Arrays.fill(plane, from.buffer().get(i) / positions);
            to.buffer().put(i * positions, plane);
        }
        return dx;
    }
}
