package dev.foresight.engine.net.dl4j.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer of ours at work in DL4J's graph. Activations are row-major: images [N,C,H,W], features [N,F], sequences
 * time-major as [T*B,F]. A backward pass writes every entry of the layer's gradients; they are those of the mean loss,
 * since the loss divides by the number of targets.
 */
public abstract class NodeLayer extends AbstractLayer<NodeConf> {
    protected final transient Pass pass;
    private transient List<Floats> parameters = List.of();
    private transient List<Floats> gradients = List.of();
    private transient @Nullable INDArray parameterView;
    private transient @Nullable INDArray gradientView;
    private transient Map<String, INDArray> table = Map.of();

    protected NodeLayer(NeuralNetConfiguration conf, Pass pass) {
        super(conf, DataType.FLOAT);
        this.pass = pass;
    }

    /** The output for {@code x}, made with {@link #activation}. */
    protected abstract INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr memory);

    /** Writes the gradients of the parameters and returns that of the input; null where the input has none. */
    protected abstract @Nullable INDArray backward(INDArray x, INDArray outputGradient, LayerWorkspaceMgr memory);

    /** A parameter tensor, by its place in the layer. */
    protected final Floats parameter(int index) {
        return parameters.get(index);
    }

    /** The gradient of a parameter tensor, by its place in the layer. */
    protected final Floats gradient(int index) {
        return gradients.get(index);
    }

    protected static INDArray activation(LayerWorkspaceMgr memory, long... shape) {
        return memory.createUninitialized(ArrayType.ACTIVATIONS, DataType.FLOAT, shape, 'c');
    }

    protected static INDArray inputGradient(LayerWorkspaceMgr memory, long... shape) {
        return memory.createUninitialized(ArrayType.ACTIVATION_GRAD, DataType.FLOAT, shape, 'c');
    }

    @Override
    public final INDArray activate(boolean training, LayerWorkspaceMgr memory) {
        return forward(input, training, memory);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr memory) {
        // The gradients stand in the flat vector already; DL4J needs no second list of them.
        return new Pair<>(new DefaultGradient(), backward(input, epsilon, memory));
    }

    @Override
    public void setParamsViewArray(INDArray view) {
        parameterView = view;
    }

    @Override
    public void setParamTable(Map<String, INDArray> tensors) {
        table = tensors;
        parameters = memory(tensors);
    }

    @Override
    public void setBackpropGradientsViewArray(INDArray view) {
        gradientView = view;
        gradients = memory(layerConf().initializer().getGradientsFromFlattened(conf, view));
    }

    private static List<Floats> memory(Map<String, INDArray> tensors) {
        List<Floats> memory = new ArrayList<>();
        tensors.values().forEach(tensor -> memory.add(Floats.of(tensor)));
        return memory;
    }

    @Override
    public @Nullable INDArray params() {
        return parameterView;
    }

    @Override
    public @Nullable INDArray getGradientsViewArray() {
        return gradientView;
    }

    @Override
    public Map<String, INDArray> paramTable() {
        return table;
    }

    @Override
    public Map<String, INDArray> paramTable(boolean backpropParamsOnly) {
        return table;
    }

    @Override
    public @Nullable INDArray getParam(String name) {
        return table.get(name);
    }

    @Override
    public long numParams() {
        return parameterView == null ? 0 : parameterView.length();
    }

    @Override
    public long numParams(boolean backwards) {
        return numParams();
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public void clearNoiseWeightParams() {}

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
