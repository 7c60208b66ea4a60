package dev.foresight.engine.net.dl4j.compiled;

import dev.foresight.engine.net.dl4j.layers.Floats;
import dev.foresight.engine.net.dl4j.layers.NodeLayer;
import dev.foresight.engine.net.dl4j.layers.Pass;
import java.nio.FloatBuffer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A compiled graph at work in DL4J's graph: images, features or the tokens of the pass in, logits out. */
public final class CompiledLayer extends NodeLayer {
    private static final FloatBuffer NOTHING = FloatBuffer.allocate(0);

    private final CompiledGraph graph;

    public CompiledLayer(NeuralNetConfiguration conf, Pass pass, CompiledGraph graph) {
        super(conf, pass);
        this.graph = graph;
    }

    @Override
    protected INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr memory) {
        Extent extent = extent(x);
        INDArray logits = activation(memory, extent.rows(), graph.classes());
        graph.forward(
                extent,
                training,
                new Step.Call(Floats.of(x).buffer(), Floats.of(logits).buffer(), pass));
        return logits;
    }

    @Override
    protected @Nullable INDArray backward(INDArray x, INDArray outputGradient, LayerWorkspaceMgr memory) {
        graph.backward(extent(x), new Step.Call(Floats.of(outputGradient).buffer(), NOTHING, pass));
        return null;
    }

    private Extent extent(INDArray x) {
        int streams = pass.streams();
        return streams == 0
                ? new Extent(1, Math.toIntExact(x.size(0)))
                : new Extent(pass.tokens().length / streams, streams);
    }
}
