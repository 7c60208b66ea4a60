package dev.foresight.engine.net.dl4j.layers;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** y = f(x) entry by entry, for functions whose derivative is a function of y. */
public final class PointwiseLayer extends NodeLayer {
    private static final int BLOCK = 4096;

    /** Which function. */
    public enum Function {
        /** max(x, 0), with derivative 0 at 0. */
        RELU,
        TANH
    }

    private final Function function;

    public PointwiseLayer(NeuralNetConfiguration conf, Pass pass, Function function) {
        super(conf, pass);
        this.function = function;
    }

    @Override
    protected INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr memory) {
        INDArray output = activation(memory, x.shape());
        Floats from = Floats.of(x);
        Floats to = Floats.of(output);
        blocks(x.length(), (start, length) -> {
            float[] a = pass.parallel().scratch(BLOCK);
            from.buffer().get(start, a, 0, length);
            apply(a, length);
            to.buffer().put(start, a, 0, length);
        });
        return output;
    }

    @Override
    protected INDArray backward(INDArray x, INDArray outputGradient, LayerWorkspaceMgr memory) {
        INDArray dx = inputGradient(memory, x.shape());
        Floats from = Floats.of(x);
        Floats dy = Floats.of(outputGradient);
        Floats to = Floats.of(dx);
        blocks(x.length(), (start, length) -> {
            float[] both = pass.parallel().scratch(2 * BLOCK);
            from.buffer().get(start, both, 0, length);
            dy.buffer().get(start, both, BLOCK, length);
            apply(both, length);
            switch (function) {
                case RELU -> {
                    for (int i = 0; i < length; i++) {
                        both[i] = both[i] > 0 ? both[BLOCK + i] : 0;
                    }
                }
                case TANH -> {
                    for (int i = 0; i < length; i++) {
                        both[i] = both[BLOCK + i] * (1 - both[i] * both[i]);
                    }
                }
            }
            to.buffer().put(start, both, 0, length);
        });
        return dx;
    }

    private void apply(float[] a, int length) {
        switch (function) {
            case RELU -> {
                for (int i = 0; i < length; i++) {
                    a[i] = Math.max(a[i], 0);
                }
            }
            case TANH -> Elementary.tanh(a, 0, length);
        }
    }

    private interface Block {
        void run(int start, int length);
    }

    private void blocks(long entries, Block body) {
        int all = Math.toIntExact(entries);
        pass.parallel()
                .forEach(
                        (all + BLOCK - 1) / BLOCK,
                        block -> body.run(block * BLOCK, Math.min(BLOCK, all - block * BLOCK)));
    }
}
