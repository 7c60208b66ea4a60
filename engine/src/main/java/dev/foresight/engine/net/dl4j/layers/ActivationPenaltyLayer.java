package dev.foresight.engine.net.dl4j.layers;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * y = x; the gradient of ar/(T*n) * sum over t of |x_t|^2 + tar/((T-1)*n) * sum over t of |x_(t+1) - x_t|^2, n = B*F, is
 * added on the way back (Merity, McCann and Socher 2017). The reported loss knows nothing of it.
 */
public final class ActivationPenaltyLayer extends NodeLayer {
    private final double ar;
    private final double tar;

    public ActivationPenaltyLayer(NeuralNetConfiguration conf, Pass pass, double ar, double tar) {
        super(conf, pass);
        this.ar = ar;
        this.tar = tar;
    }

    @Override
    protected INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr memory) {
        return memory.leverageTo(ArrayType.ACTIVATIONS, x);
    }

    /** dx_t = dy_t + 2 ar/(T*n) x_t + 2 tar/((T-1)*n) ((x_t - x_(t-1)) - (x_(t+1) - x_t)), without what lies outside. */
    @Override
    protected INDArray backward(INDArray x, INDArray outputGradient, LayerWorkspaceMgr memory) {
        int size = Math.toIntExact(pass.streams() * x.size(1));
        int time = Math.toIntExact(x.length() / size);
        float own = (float) (2 * ar / x.length());
        float change = time == 1 ? 0 : (float) (2 * tar / (x.length() - size));
        INDArray dx = inputGradient(memory, x.shape());
        Floats values = Floats.of(x);
        Floats from = Floats.of(outputGradient);
        Floats to = Floats.of(dx);
        pass.parallel().forEach(time, t -> {
            float[] rows = pass.parallel().scratch(3 * size);
            values.buffer().get(t * size, rows, 0, size);
            from.buffer().get(t * size, rows, size, size);
            for (int i = 0; i < size; i++) {
                rows[size + i] += own * rows[i];
            }
            if (t > 0) {
                addDifference(values, t - 1, change, rows, size);
            }
            if (t < time - 1) {
                addDifference(values, t + 1, change, rows, size);
            }
            to.buffer().put(t * size, rows, size, size);
        });
        return dx;
    }

    /** Adds change * (x_t - x_other) to the gradient. */
    private static void addDifference(Floats values, int other, float change, float[] rows, int size) {
        values.buffer().get(other * size, rows, 2 * size, size);
        for (int i = 0; i < size; i++) {
            rows[size + i] += change * (rows[i] - rows[2 * size + i]);
        }
    }
}
