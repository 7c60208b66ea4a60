package dev.foresight.engine.net.dl4j.layers;

import dev.foresight.engine.graph.Tensor;
import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * The configuration of one of our layers as DL4J wants it: which tensors it has, in plain order one after the other, and
 * how to make it. Lives in memory only; a network is rebuilt from its layer graph, never from DL4J's JSON.
 */
public final class NodeConf extends Layer {
    /** Makes the layer at work. */
    @FunctionalInterface
    public interface Factory {
        NodeLayer create(NeuralNetConfiguration conf);
    }

    private final transient List<Tensor> tensors;
    private final transient Factory factory;

    public NodeConf(String name, List<Tensor> tensors, Factory factory) {
        this.tensors = List.copyOf(tensors);
        this.factory = factory;
        setLayerName(name);
    }

    @Override
    public org.deeplearning4j.nn.api.Layer instantiate(
            NeuralNetConfiguration conf,
            @Nullable Collection<TrainingListener> listeners,
            int index,
            @Nullable INDArray parameters,
            boolean initialize,
            DataType type) {
        NodeLayer layer = factory.create(conf);
        layer.setIndex(index);
        if (parameters != null && !tensors.isEmpty()) {
            layer.setParamsViewArray(parameters);
            layer.setParamTable(initializer().init(conf, parameters, initialize));
        }
        return layer;
    }

    @Override
    public ParamInitializer initializer() {
        return new PlainParameters(tensors);
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        return input;
    }

    @Override
    public void setNIn(InputType input, boolean override) {}

    @Override
    public @Nullable InputPreProcessor getPreProcessorForInputType(InputType input) {
        return null;
    }

    @Override
    public @Nullable List<Regularization> getRegularizationByParam(String name) {
        return null;
    }

    @Override
    public boolean isPretrainParam(String name) {
        return false;
    }

    @Override
    public @Nullable LayerMemoryReport getMemoryReport(InputType input) {
        return null;
    }

    @Override
    public GradientNormalization getGradientNormalization() {
        return GradientNormalization.None;
    }

    @Override
    public double getGradientNormalizationThreshold() {
        return 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
