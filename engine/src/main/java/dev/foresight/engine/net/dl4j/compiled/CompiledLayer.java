package dev.foresight.engine.net.dl4j.compiled;

import dev.foresight.engine.net.dl4j.layers.Floats;
import dev.foresight.engine.net.dl4j.layers.LossLayer;
import dev.foresight.engine.net.dl4j.layers.Pass;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A compiled graph at work in DL4J's graph: images, features or the tokens of the pass in, loss and ranking in the pass. */
public final class CompiledLayer extends LossLayer {
    private final CompiledGraph graph;

    public CompiledLayer(NeuralNetConfiguration conf, Pass pass, CompiledGraph graph) {
        super(conf, pass);
        this.graph = graph;
    }

    @Override
    protected INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr memory) {
        graph.forward(extent(x), training, call(x));
        return nothing(memory);
    }

    @Override
    protected @Nullable INDArray backward(INDArray x, @Nullable INDArray outputGradient, LayerWorkspaceMgr memory) {
        graph.train(extent(x), call(x));
        return null;
    }

    private Step.Call call(INDArray x) {
        return new Step.Call(Floats.of(x).buffer(), pass);
    }

    private Extent extent(INDArray x) {
        int streams = pass.streams();
        return streams == 0
                ? new Extent(1, Math.toIntExact(x.size(0)))
                : new Extent(pass.tokens().length / streams, streams);
    }
}
