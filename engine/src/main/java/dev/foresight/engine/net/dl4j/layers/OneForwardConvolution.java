package dev.foresight.engine.net.dl4j.layers;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DL4J's convolution without an activation function. DL4J repeats the forward pass at the start of the backward pass to
 * differentiate the activation; there is none here, so the gradient goes to oneDNN at once.
 */
public final class OneForwardConvolution extends ConvolutionLayer {
    public OneForwardConvolution(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
    }

    /** Whether DL4J found its oneDNN helper for this layer. */
    public boolean oneDnn() {
        return helper != null;
    }

    /** DL4J's own way, without oneDNN, ends in a permuted view; what comes next wants rows. */
    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr memory) {
        INDArray output = super.activate(training, memory);
        return helper == null ? memory.dup(ArrayType.ACTIVATIONS, output, 'c') : output;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr memory) {
        if (helper == null) {
            Pair<Gradient, INDArray> gradients = super.backpropGradient(epsilon, memory);
            return new Pair<>(gradients.getFirst(), memory.dup(ArrayType.ACTIVATION_GRAD, gradients.getSecond(), 'c'));
        }
        org.deeplearning4j.nn.conf.layers.ConvolutionLayer shape = layerConf();
        boolean bias = shape.hasBias();
        return helper.backpropGradient(
                input,
                getParam(ConvolutionParamInitializer.WEIGHT_KEY),
                bias ? getParam(ConvolutionParamInitializer.BIAS_KEY) : null,
                epsilon,
                shape.getKernelSize(),
                shape.getStride(),
                shape.getPadding(),
                bias ? gradientViews.get(ConvolutionParamInitializer.BIAS_KEY) : null,
                gradientViews.get(ConvolutionParamInitializer.WEIGHT_KEY),
                shape.getActivationFn(),
                shape.getCudnnAlgoMode(),
                shape.getCudnnBwdFilterAlgo(),
                shape.getCudnnBwdDataAlgo(),
                shape.getConvolutionMode(),
                shape.getDilation(),
                shape.getCnn2dDataFormat(),
                memory);
    }
}
