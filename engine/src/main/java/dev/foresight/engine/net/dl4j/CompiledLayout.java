package dev.foresight.engine.net.dl4j;

import dev.foresight.engine.net.Segment;
import dev.foresight.engine.net.dl4j.compiled.CompiledGraph;
import java.nio.FloatBuffer;
import java.util.List;

/** Each tensor in the layout in which oneDNN reads it, padding included. */
record CompiledLayout(CompiledGraph graph) implements VectorLayout {
    @Override
    public List<Segment> segments() {
        return graph.segments();
    }

    @Override
    public float[] toPlain(Segment segment, FloatBuffer flat) {
        return graph.toPlain(segment, flat);
    }

    @Override
    public void fromPlain(Segment segment, float[] plain, FloatBuffer flat) {
        graph.fromPlain(segment, plain, flat);
    }
}
