package dev.foresight.engine.net.dl4j;

import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.LayerGraph.Node;
import dev.foresight.engine.graph.Tensor;
import dev.foresight.engine.net.dl4j.layers.ActivationPenaltyLayer;
import dev.foresight.engine.net.dl4j.layers.AveragePoolLayer;
import dev.foresight.engine.net.dl4j.layers.BatchNormLayer;
import dev.foresight.engine.net.dl4j.layers.ConvolutionConf;
import dev.foresight.engine.net.dl4j.layers.CrossEntropyLayer;
import dev.foresight.engine.net.dl4j.layers.DropoutLayer;
import dev.foresight.engine.net.dl4j.layers.EmbeddingLayer;
import dev.foresight.engine.net.dl4j.layers.FlattenLayer;
import dev.foresight.engine.net.dl4j.layers.GlobalAveragePoolLayer;
import dev.foresight.engine.net.dl4j.layers.LinearLayer;
import dev.foresight.engine.net.dl4j.layers.MaxPoolLayer;
import dev.foresight.engine.net.dl4j.layers.NdLstmLayer;
import dev.foresight.engine.net.dl4j.layers.NodeConf;
import dev.foresight.engine.net.dl4j.layers.Pass;
import dev.foresight.engine.net.dl4j.layers.PointwiseLayer;
import dev.foresight.engine.net.dl4j.layers.PointwiseLayer.Function;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.jspecify.annotations.Nullable;

/**
 * From a layer graph to a DL4J graph: one vertex a node, under the node's name, and the loss behind the last one. A ReLU
 * that alone reads a batch normalisation becomes part of it.
 */
final class GraphLowering {
    /** No node can have this name. */
    private static final String LOSS = "#loss";

    private final LayerGraph graph;
    private final Pass pass;
    private final Set<String> fusedNorms = new HashSet<>();
    /** Under which vertex a node's output is found, where the names differ. */
    private final Map<String, String> vertices = new HashMap<>();

    private GraphLowering(LayerGraph graph, Pass pass) {
        this.graph = graph;
        this.pass = pass;
    }

    static ComputationGraphConfiguration lower(LayerGraph graph, Pass pass) {
        return new GraphLowering(graph, pass).lower();
    }

    private ComputationGraphConfiguration lower() {
        findFusions();
        GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .trainingWorkspaceMode(WorkspaceMode.ENABLED)
                .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
                .graphBuilder()
                .addInputs(LayerGraph.INPUT);
        for (Node node : graph.nodes()) {
            if (!vertices.containsKey(node.name())) {
                add(builder, node);
            }
        }
        NodeConf loss = new NodeConf(LOSS, List.of(), conf -> new CrossEntropyLayer(conf, pass));
        builder.addLayer(LOSS, loss, vertex(graph.nodes().getLast().name()));
        return builder.setOutputs(LOSS).validateOutputLayerConfig(false).build();
    }

    private void add(GraphBuilder builder, Node node) {
        String[] inputs = node.inputs().stream().map(this::vertex).toArray(String[]::new);
        if (node.layer() instanceof Layer.Add) {
            builder.addVertex(node.name(), new ElementWiseVertex(ElementWiseVertex.Op.Add), inputs);
        } else if (node.layer() instanceof Layer.Concat) {
            builder.addVertex(node.name(), new MergeVertex(), inputs);
        } else {
            builder.addLayer(node.name(), layer(node), inputs);
        }
    }

    private void findFusions() {
        Map<String, List<Node>> readers = new HashMap<>();
        for (Node node : graph.nodes()) {
            for (String input : node.inputs()) {
                readers.computeIfAbsent(input, unused -> new ArrayList<>()).add(node);
            }
        }
        for (Node node : graph.nodes()) {
            List<Node> next = readers.getOrDefault(node.name(), List.of());
            if (node.layer() instanceof Layer.BatchNorm
                    && next.size() == 1
                    && next.getFirst().layer() instanceof Layer.Relu) {
                fusedNorms.add(node.name());
                vertices.put(next.getFirst().name(), node.name());
            }
        }
    }

    private String vertex(String node) {
        return vertices.getOrDefault(node, node);
    }

    private org.deeplearning4j.nn.conf.layers.Layer layer(Node node) {
        String name = node.name();
        return switch (node.layer()) {
            case Layer.Conv conv -> ConvolutionConf.of(name, conv);
            case Layer.BatchNorm norm ->
                own(
                        node,
                        conf -> new BatchNormLayer(
                                conf,
                                pass,
                                norm.channels(),
                                norm.epsilon(),
                                norm.momentum(),
                                fusedNorms.contains(name)));
            case Layer.Relu unused -> own(node, conf -> new PointwiseLayer(conf, pass, Function.RELU));
            case Layer.Tanh unused -> own(node, conf -> new PointwiseLayer(conf, pass, Function.TANH));
            case Layer.MaxPool pool ->
                own(node, conf -> new MaxPoolLayer(conf, pass, pool.kernel(), pool.stride(), pool.padding()));
            case Layer.AveragePool pool ->
                own(node, conf -> new AveragePoolLayer(conf, pass, pool.kernel(), pool.stride(), pool.padding()));
            case Layer.Add unused -> throw new IllegalStateException(name + " is a vertex without a layer");
            case Layer.Concat unused -> throw new IllegalStateException(name + " is a vertex without a layer");
            case Layer.LockedDropout dropout ->
                own(node, conf -> new DropoutLayer(conf, pass, name, dropout.probability(), true));
            case Layer.ActivationPenalty penalty ->
                own(node, conf -> new ActivationPenaltyLayer(conf, pass, penalty.ar(), penalty.tar()));
            case Layer.GlobalAveragePool unused -> own(node, conf -> new GlobalAveragePoolLayer(conf, pass));
            case Layer.Flatten unused -> own(node, conf -> new FlattenLayer(conf, pass));
            case Layer.Linear linear ->
                own(node, conf -> new LinearLayer(conf, pass, linear.in(), linear.out(), linear.bias()));
            case Layer.Dropout dropout ->
                own(node, conf -> new DropoutLayer(conf, pass, name, dropout.probability(), false));
            case Layer.Embedding embedding -> own(node, conf -> new EmbeddingLayer(conf, pass, name, embedding));
            case Layer.Lstm lstm -> own(node, conf -> new NdLstmLayer(conf, pass, name, lstm));
        };
    }

    private NodeConf own(Node node, NodeConf.Factory factory) {
        return new NodeConf(node.name(), tensors(graph, node), factory);
    }

    /** The tensors of a node in the order in which they lie in the flat vectors. */
    static List<Tensor> tensors(LayerGraph graph, Node node) {
        List<Tensor> tensors = graph.tensors().stream()
                .filter(tensor -> tensor.name().startsWith(node.name() + "."))
                .toList();
        // DL4J's own convolution keeps its bias in front.
        return node.layer() instanceof Layer.Conv ? tensors.reversed() : tensors;
    }

    /** The embedding whose matrix a node uses, if any. */
    static @Nullable String tiedTo(Node node) {
        return node.layer() instanceof Layer.Linear linear ? linear.tiedTo() : null;
    }
}
