package dev.foresight.engine.net.dl4j.layers;

import dev.foresight.engine.graph.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Cuts a layer's part of the flat vectors into its tensors, one after the other; sets no values. */
record PlainParameters(List<Tensor> tensors) implements ParamInitializer {
    @Override
    public long numParams(NeuralNetConfiguration conf) {
        return numParams(conf.getLayer());
    }

    @Override
    public long numParams(Layer layer) {
        return tensors.stream().mapToLong(Tensor::size).sum();
    }

    @Override
    public List<String> paramKeys(Layer layer) {
        return tensors.stream().map(Tensor::name).toList();
    }

    @Override
    public List<String> weightKeys(Layer layer) {
        return tensors.stream()
                .filter(tensor -> tensor.kind().matrix())
                .map(Tensor::name)
                .toList();
    }

    @Override
    public List<String> biasKeys(Layer layer) {
        return tensors.stream()
                .filter(tensor -> tensor.kind() == Tensor.Kind.BIAS)
                .map(Tensor::name)
                .toList();
    }

    @Override
    public boolean isWeightParam(Layer layer, String key) {
        return weightKeys(layer).contains(key);
    }

    @Override
    public boolean isBiasParam(Layer layer, String key) {
        return biasKeys(layer).contains(key);
    }

    @Override
    public Map<String, INDArray> init(NeuralNetConfiguration conf, INDArray parameters, boolean initialize) {
        return getGradientsFromFlattened(conf, parameters);
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(NeuralNetConfiguration conf, INDArray flat) {
        INDArray vector = flat.reshape(flat.length());
        Map<String, INDArray> views = new LinkedHashMap<>();
        long from = 0;
        for (Tensor tensor : tensors) {
            views.put(tensor.name(), vector.get(NDArrayIndex.interval(from, from + tensor.size())));
            from += tensor.size();
        }
        return views;
    }
}
