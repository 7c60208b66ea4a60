package dev.foresight.engine.net.dl4j.layers;

import dev.foresight.engine.graph.Layer.Conv;
import java.util.Collection;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** DL4J's convolution, carried out by {@link OneForwardConvolution}. Its parameters lie as bias, weight. */
public final class ConvolutionConf extends ConvolutionLayer {
    private ConvolutionConf(ConvolutionLayer.Builder builder) {
        super(builder);
        initializeConstraints(builder);
    }

    public static ConvolutionConf of(String name, Conv conv) {
        ConvolutionLayer.Builder builder = new ConvolutionLayer.Builder(conv.kernelHeight(), conv.kernelWidth());
        builder.name(name);
        builder.stride(conv.strideHeight(), conv.strideWidth());
        builder.padding(conv.paddingHeight(), conv.paddingWidth());
        builder.convolutionMode(ConvolutionMode.Truncate);
        builder.nIn(conv.in());
        builder.nOut(conv.out());
        builder.hasBias(conv.bias());
        builder.activation(Activation.IDENTITY);
        builder.dataFormat(CNN2DFormat.NCHW);
        return new ConvolutionConf(builder);
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            @Nullable Collection<TrainingListener> listeners,
            int index,
            @Nullable INDArray parameters,
            boolean initialize,
            DataType type) {
        INDArray view = Objects.requireNonNull(parameters);
        OneForwardConvolution layer = new OneForwardConvolution(conf, type);
        layer.setIndex(index);
        layer.setParamsViewArray(view);
        layer.setParamTable(initializer().init(conf, view, initialize));
        layer.setConf(conf);
        return layer;
    }
}
