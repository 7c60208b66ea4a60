package dev.foresight.engine.net.dl4j.compiled;

import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.net.Segment;
import dev.foresight.engine.net.dl4j.layers.Parallel;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;

/**
 * A layer graph without tokens, compiled for whatever batch sizes come along: the owner of its flat vectors, its programs
 * and all their native memory. One layout of the parameters serves all programs. Not safe for use by several threads.
 */
public final class CompiledGraph implements AutoCloseable {
    /** The layouts of the parameters are those that are best for a batch of usual size. */
    private static final int USUAL_BATCH = 64;

    /** Training, its last and smaller batch, evaluation, and the last batch of that. */
    private static final int KEPT_PROGRAMS = 4;

    private final LayerGraph graph;
    private final boolean fast;
    private final Parallel parallel;
    private final int classes;
    private final ParameterLayout layout;
    private final Homes homes;
    /** The least recently used first. */
    private final Map<Kind, Program> programs = new LinkedHashMap<>(KEPT_PROGRAMS, 0.75f, true);

    private record Kind(int batch, boolean training) {}

    /**
     * @param fast whether speed goes before rounding: Winograd's convolutions, oneDNN's own sums of statistics
     * @param parallel stays the caller's to close
     * @throws IllegalArgumentException when a layer of the graph cannot be compiled
     */
    public CompiledGraph(LayerGraph graph, boolean fast, Parallel parallel) {
        this.graph = graph;
        this.parallel = parallel;
        this.fast = fast;
        classes = ((Shape.Features) graph.output()).size();
        layout = layout(graph, fast, parallel);
        homes = new Homes(layout.entries());
    }

    /** Whether every layer of a graph can be compiled here. */
    public static boolean accepts(LayerGraph graph) {
        return OneDnn.available() && GraphCompiler.accepts(graph);
    }

    private static ParameterLayout layout(LayerGraph graph, boolean fast, Parallel parallel) {
        PointerScope kept = new PointerScope();
        boolean done = false;
        try {
            ParameterDraft draft = new ParameterDraft();
            try (PointerScope temporary = new PointerScope()) {
                GraphCompiler.emit(graph, new Tape(USUAL_BATCH, true, fast, draft, parallel));
                draft.layouts().values().forEach(kept::attach);
            }
            ParameterLayout layout = new ParameterLayout(graph.tensors(), draft.layouts(), kept);
            done = true;
            return layout;
        } finally {
            if (done) {
                kept.extend();
            }
            kept.close();
        }
    }

    /** Length of a row of logits. */
    int classes() {
        return classes;
    }

    public List<Segment> segments() {
        return layout.segments();
    }

    /** Length of the flat vectors. */
    public int entries() {
        return layout.entries();
    }

    /** The flat parameters, for DL4J. */
    public FloatPointer parameters() {
        return homes.of(Region.Home.PARAMETERS).pointer();
    }

    /** The flat gradient, for DL4J. */
    public FloatPointer gradient() {
        return homes.of(Region.Home.GRADIENT).pointer();
    }

    /** The flat parameters; throws once this is closed. */
    public FloatBuffer parameterBuffer() {
        return homes.of(Region.Home.PARAMETERS).floats(0, (long) Float.BYTES * entries());
    }

    /** The flat gradient; throws once this is closed. */
    public FloatBuffer gradientBuffer() {
        return homes.of(Region.Home.GRADIENT).floats(0, (long) Float.BYTES * entries());
    }

    /** One tensor out of a flat vector, in plain order. */
    public float[] toPlain(Segment segment, FloatBuffer flat) {
        return layout.toPlain(segment, flat);
    }

    /** One tensor, given in plain order, into a flat vector. */
    public void fromPlain(Segment segment, float[] plain, FloatBuffer flat) {
        layout.fromPlain(segment, plain, flat);
    }

    /**
     * Forward pass; in training the gradient vector then has what has to be subtracted from the running statistics.
     */
    void forward(int batch, boolean training, Step.Call call) {
        program(batch, training).forward(call);
    }

    /** Backward pass of the training pass that ran last: fills the gradient vector. */
    void backward(int batch, Step.Call call) {
        program(batch, true).backward(call);
    }

    private Program program(int batch, boolean training) {
        Kind kind = new Kind(batch, training);
        Program program = programs.get(kind);
        if (program == null) {
            if (programs.size() == KEPT_PROGRAMS) {
                Kind oldest = programs.keySet().iterator().next();
                Program dropped = programs.remove(oldest);
                if (dropped != null) {
                    dropped.close();
                }
            }
            program = Program.compile(
                    new Tape(batch, training, fast, layout, parallel), tape -> GraphCompiler.emit(graph, tape), homes);
            programs.put(kind, program);
        }
        return program;
    }

    @Override
    public void close() {
        programs.values().forEach(Program::close);
        programs.clear();
        layout.close();
        homes.close();
    }
}
