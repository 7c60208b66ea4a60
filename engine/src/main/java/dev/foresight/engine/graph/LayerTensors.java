package dev.foresight.engine.graph;

import dev.foresight.engine.graph.Tensor.Kind;
import java.util.ArrayList;
import java.util.List;

/** Which parameter tensors a layer owns, in PyTorch's names, shapes and order. */
final class LayerTensors {
    private static final Init ZEROS = new Init.Constant(0);
    private static final Init ONES = new Init.Constant(1);

    private LayerTensors() {}

    /** The tensors of a node; a Linear tied to an embedding owns its bias alone. */
    static List<Tensor> of(LayerGraph.Node node) {
        String name = node.name();
        return switch (node.layer()) {
            case Layer.Conv conv -> conv(name, conv);
            case Layer.BatchNorm norm -> batchNorm(name, norm);
            case Layer.Linear linear -> linear(name, linear);
            case Layer.Embedding table ->
                List.of(tensor(name, "weight", Kind.EMBEDDING, table.init(), table.vocabulary(), table.size()));
            case Layer.Lstm lstm -> lstm(name, lstm);
            case Layer.Relu unused -> List.of();
            case Layer.Tanh unused -> List.of();
            case Layer.MaxPool unused -> List.of();
            case Layer.AveragePool unused -> List.of();
            case Layer.Add unused -> List.of();
            case Layer.Concat unused -> List.of();
            case Layer.LockedDropout unused -> List.of();
            case Layer.ActivationPenalty unused -> List.of();
            case Layer.GlobalAveragePool unused -> List.of();
            case Layer.Flatten unused -> List.of();
            case Layer.Dropout unused -> List.of();
        };
    }

    private static List<Tensor> conv(String name, Layer.Conv conv) {
        List<Tensor> tensors = new ArrayList<>();
        tensors.add(tensor(
                name,
                "weight",
                Kind.WEIGHT,
                conv.weightInit(),
                conv.out(),
                conv.in(),
                conv.kernelHeight(),
                conv.kernelWidth()));
        if (conv.bias()) {
            tensors.add(tensor(name, "bias", Kind.BIAS, conv.biasInit(), conv.out()));
        }
        return tensors;
    }

    private static List<Tensor> batchNorm(String name, Layer.BatchNorm norm) {
        int channels = norm.channels();
        return List.of(
                tensor(name, "weight", Kind.NORM, ONES, channels),
                tensor(name, "bias", Kind.NORM, ZEROS, channels),
                tensor(name, "running_mean", Kind.STATISTIC, ZEROS, channels),
                tensor(name, "running_var", Kind.STATISTIC, ONES, channels));
    }

    private static List<Tensor> linear(String name, Layer.Linear linear) {
        List<Tensor> tensors = new ArrayList<>();
        if (linear.tiedTo() == null) {
            tensors.add(tensor(name, "weight", Kind.WEIGHT, linear.weightInit(), linear.out(), linear.in()));
        }
        if (linear.bias()) {
            tensors.add(tensor(name, "bias", Kind.BIAS, linear.biasInit(), linear.out()));
        }
        return tensors;
    }

    private static List<Tensor> lstm(String name, Layer.Lstm lstm) {
        int gates = Math.multiplyExact(4, lstm.hidden());
        List<Tensor> tensors = new ArrayList<>();
        tensors.add(tensor(name, "weight_ih", Kind.WEIGHT, lstm.init(), gates, lstm.in()));
        tensors.add(tensor(name, "weight_hh", Kind.WEIGHT, lstm.init(), gates, lstm.hidden()));
        tensors.add(tensor(name, "bias_ih", Kind.BIAS, lstm.init(), gates));
        if (lstm.biases() == 2) {
            tensors.add(tensor(name, "bias_hh", Kind.BIAS, lstm.init(), gates));
        }
        return tensors;
    }

    private static Tensor tensor(String node, String suffix, Kind kind, Init init, Integer... shape) {
        return new Tensor(node + "." + suffix, List.of(shape), kind, init);
    }
}
