package dev.foresight.engine.net.dl4j;

import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.LayerGraph.Node;
import dev.foresight.engine.graph.Tensor;
import dev.foresight.engine.net.Segment;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** All tensors in plain order, one after the other as DL4J lays out its layers. */
record PlainLayout(List<Segment> segments) implements VectorLayout {
    PlainLayout {
        segments = List.copyOf(segments);
    }

    static PlainLayout of(LayerGraph graph, ComputationGraph net) {
        List<Segment> placed = new ArrayList<>();
        int from = 0;
        for (int vertex : net.topologicalSortOrder()) {
            String name = net.getVertices()[vertex].getVertexName();
            for (Node node : graph.nodes()) {
                if (node.name().equals(name)) {
                    for (Tensor tensor : GraphLowering.tensors(graph, node)) {
                        placed.add(new Segment(tensor, from, tensor.size()));
                        from += tensor.size();
                    }
                }
            }
        }
        if (from != net.numParams()) {
            throw new IllegalStateException("tensors cover " + from + " of " + net.numParams() + " parameters");
        }
        return new PlainLayout(placed);
    }

    @Override
    public float[] toPlain(Segment segment, FloatBuffer flat) {
        float[] plain = new float[segment.length()];
        flat.get(segment.from(), plain);
        return plain;
    }

    @Override
    public void fromPlain(Segment segment, float[] plain, FloatBuffer flat) {
        flat.put(segment.from(), plain);
    }
}
