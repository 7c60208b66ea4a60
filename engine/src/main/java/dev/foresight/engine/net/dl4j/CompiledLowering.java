package dev.foresight.engine.net.dl4j;

import dev.foresight.engine.graph.Init;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.Tensor;
import dev.foresight.engine.net.dl4j.compiled.CompiledGraph;
import dev.foresight.engine.net.dl4j.compiled.CompiledLayer;
import dev.foresight.engine.net.dl4j.layers.NodeConf;
import dev.foresight.engine.net.dl4j.layers.Pass;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A DL4J graph of one layer, a whole compiled network with its loss, whose flat vectors are the compiled network's. */
final class CompiledLowering extends ComputationGraph {
    private static final String NETWORK = "network";

    private CompiledLowering(ComputationGraphConfiguration configuration) {
        super(configuration);
    }

    static ComputationGraph lower(LayerGraph graph, CompiledGraph compiled, Pass pass) {
        // To DL4J all tensors are one.
        Tensor all = new Tensor("all", List.of(compiled.entries()), Tensor.Kind.WEIGHT, new Init.Constant(0));
        ComputationGraphConfiguration configuration = new NeuralNetConfiguration.Builder()
                .trainingWorkspaceMode(WorkspaceMode.ENABLED)
                .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
                .graphBuilder()
                .addInputs(LayerGraph.INPUT)
                .addLayer(
                        NETWORK,
                        new NodeConf(NETWORK, List.of(all), conf -> new CompiledLayer(conf, pass, compiled)),
                        LayerGraph.INPUT)
                .setOutputs(NETWORK)
                .validateOutputLayerConfig(false)
                .build();
        CompiledLowering net = new CompiledLowering(configuration);
        net.init(vector(compiled.parameters(), compiled.entries()), false);
        net.flattenedGradients = vector(compiled.gradient(), compiled.entries());
        net.setBackpropGradientsViewArray(net.flattenedGradients);
        return net;
    }

    private static INDArray vector(FloatPointer memory, long entries) {
        return Nd4j.create(Nd4j.createBuffer(memory, entries, DataType.FLOAT), new long[] {1, entries});
    }
}
