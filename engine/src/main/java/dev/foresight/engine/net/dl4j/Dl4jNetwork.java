package dev.foresight.engine.net.dl4j;

import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.LayerGraph.Node;
import dev.foresight.engine.graph.Tensor;
import dev.foresight.engine.net.Batch;
import dev.foresight.engine.net.Network;
import dev.foresight.engine.net.ParameterVectors;
import dev.foresight.engine.net.RecurrentState;
import dev.foresight.engine.net.Score;
import dev.foresight.engine.net.Segment;
import dev.foresight.engine.net.dl4j.compiled.CompiledGraph;
import dev.foresight.engine.net.dl4j.compiled.OneDnn;
import dev.foresight.engine.net.dl4j.layers.CarriedState;
import dev.foresight.engine.net.dl4j.layers.EmbeddingLayer;
import dev.foresight.engine.net.dl4j.layers.Floats;
import dev.foresight.engine.net.dl4j.layers.LinearLayer;
import dev.foresight.engine.net.dl4j.layers.NdLstmLayer;
import dev.foresight.engine.net.dl4j.layers.Parallel;
import dev.foresight.engine.net.dl4j.layers.Pass;
import dev.foresight.engine.net.dl4j.layers.Ranking;
import dev.foresight.engine.spec.ExecutionSpec;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network on the CPU, run by a DL4J graph: one layer a node, or a compiled network as a single layer. DL4J's fit and
 * updaters are never used; its graph does the forward and the backward pass.
 */
public final class Dl4jNetwork implements Network {
    private final LayerGraph graph;
    private final int threads;
    /** Seen by tests, which break it. */
    final Parallel parallel;

    private final Pass pass;
    private final ComputationGraph net;
    private final @Nullable CompiledGraph compiled;
    private final VectorLayout layout;
    /** One for each LSTM layer. */
    private final List<CarriedState> states = new ArrayList<>();

    private final BatchInput input;
    private final FloatBuffer parameters;
    private final FloatBuffer gradient;
    private boolean closed;

    private Dl4jNetwork(LayerGraph graph, ExecutionSpec execution) {
        this.graph = graph;
        this.threads = execution.resolvedThreads();
        Backend.threads(threads);
        parallel = new Parallel(threads);
        pass = new Pass(parallel);
        input = new BatchInput(graph, pass);
        if (execution.layers() == ExecutionSpec.Layers.COMPILED && OneDnn.available()) {
            CompiledGraph whole =
                    new CompiledGraph(graph, execution.convolution() == ExecutionSpec.Convolution.FAST, parallel);
            compiled = whole;
            net = CompiledLowering.lower(graph, whole, pass);
            layout = new CompiledLayout(whole);
            parameters = whole.parameterBuffer();
            gradient = whole.gradientBuffer();
            states.addAll(whole.states());
        } else {
            compiled = null;
            net = new ComputationGraph(GraphLowering.lower(graph, pass));
            long entries = graph.tensors().stream().mapToLong(Tensor::size).sum();
            net.init(Nd4j.zeros(DataType.FLOAT, 1, entries), false);
            net.initGradientsView();
            layout = PlainLayout.of(graph, net);
            parameters = Floats.of(net.params()).buffer();
            gradient = Floats.of(net.getGradientsViewArray()).buffer();
            tie();
        }
    }

    /**
     * Makes the network with these weights.
     *
     * @param initialWeights every tensor of the graph by name, in plain order
     * @throws IllegalArgumentException when a tensor is missing or has another size, or the device is the GPU
     */
    public static Network create(LayerGraph graph, Map<String, float[]> initialWeights, ExecutionSpec execution) {
        if (execution.device() == ExecutionSpec.Device.GPU) {
            throw new IllegalArgumentException(
                    "execution.device: found \"gpu\", but this version computes on the CPU only; set it to \"cpu\" or"
                            + " \"auto\"");
        }
        graph.shapes();
        Dl4jNetwork network = new Dl4jNetwork(graph, execution);
        for (Segment segment : network.segments()) {
            String name = segment.tensor().name();
            int entries = segment.tensor().size();
            float[] weights = initialWeights.get(name);
            if (weights == null || weights.length != entries) {
                network.close();
                throw new IllegalArgumentException("Initial weights of " + name + ": found "
                        + (weights == null ? "none" : weights.length + " entries") + ", expected " + entries);
            }
            network.fromPlain(segment, weights, network.parameters);
        }
        return network;
    }

    private void tie() {
        for (Node node : graph.nodes()) {
            String embedding = GraphLowering.tiedTo(node);
            if (embedding != null) {
                ((LinearLayer) net.getLayer(node.name())).tieTo((EmbeddingLayer) net.getLayer(embedding));
            }
            if (net.getVertex(node.name()) != null && net.getLayer(node.name()) instanceof NdLstmLayer lstm) {
                states.add(lstm.state());
            }
        }
    }

    @Override
    public LayerGraph graph() {
        return graph;
    }

    @Override
    public List<Segment> segments() {
        return layout.segments();
    }

    @Override
    public ParameterVectors vectors() {
        return new ParameterVectors.Host(parameters, gradient);
    }

    @Override
    public double forwardBackward(Batch batch, long seed, long step) {
        INDArray examples = begin(batch, seed, step);
        run(() -> {
            net.setInputs(examples);
            net.setLabels(input.labels());
            net.computeGradientAndScore();
        });
        states.forEach(CarriedState::carry);
        return pass.lossSum() / batch.targets();
    }

    @Override
    public void statistics(Batch batch, long seed, long step) {
        INDArray examples = begin(batch, seed, step);
        run(() -> net.output(true, true, examples));
    }

    @Override
    public Score evaluate(Batch batch) {
        INDArray examples = begin(batch, 0, 0);
        run(() -> net.output(false, true, examples));
        states.forEach(CarriedState::carry);
        Ranking ranking = pass.ranking();
        return switch (batch) {
            case Batch.Images images ->
                new Score(
                        pass.lossSum(),
                        ranking.within(1),
                        ranking.within(5),
                        batch.targets(),
                        ranking.confusion(images.labels()));
            case Batch.Tokens tokens -> new Score(pass.lossSum(), ranking.within(1), batch.targets());
        };
    }

    private void run(Runnable work) {
        boolean done = false;
        try {
            work.run();
            done = true;
        } finally {
            net.clear();
            if (!done) {
                // A pass that ends midway may leave workspaces open, and the next one would refuse to start.
                Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
            }
        }
    }

    private INDArray begin(Batch batch, long seed, long step) {
        if (closed) {
            throw new IllegalStateException("the network " + graph.name() + " is closed");
        }
        INDArray examples = input.of(batch, seed, step);
        if (batch instanceof Batch.Tokens tokens) {
            states.forEach(state -> state.check(tokens.streams()));
        }
        Backend.threads(threads);
        return examples;
    }

    @Override
    public RecurrentState state() {
        List<float[]> tensors = new ArrayList<>();
        for (CarriedState state : states) {
            float[] h = state.h();
            float[] c = state.c();
            if (h == null || c == null) {
                return RecurrentState.ZERO;
            }
            tensors.add(h.clone());
            tensors.add(c.clone());
        }
        return new RecurrentState(tensors);
    }

    @Override
    public void state(RecurrentState state) {
        List<float[]> tensors = state.tensors();
        if (tensors.isEmpty()) {
            states.forEach(carried -> carried.set(null, null));
            return;
        }
        if (tensors.size() != 2 * states.size()) {
            throw new IllegalArgumentException("Recurrent state: found " + tensors.size() + " tensors, expected "
                    + 2 * states.size() + ", h and c of each LSTM layer of " + graph.name());
        }
        for (int i = 0; i < states.size(); i++) {
            states.get(i).set(tensors.get(2 * i), tensors.get(2 * i + 1));
        }
    }

    @Override
    public float[] toPlain(Segment segment, FloatBuffer flat) {
        return layout.toPlain(segment, flat);
    }

    @Override
    public void fromPlain(Segment segment, float[] plain, FloatBuffer flat) {
        int entries = segment.tensor().size();
        if (plain.length != entries) {
            throw new IllegalArgumentException(
                    segment.tensor().name() + ": found " + plain.length + " entries, expected " + entries);
        }
        layout.fromPlain(segment, plain, flat);
    }

    @Override
    public long nativeBytes() {
        return CompiledGraph.bytesAlive();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        input.close();
        parallel.close();
        if (compiled != null) {
            compiled.close();
        }
        // DL4J's flat vectors are freed with this object, not here: an update may still hold views of them.
    }
}
