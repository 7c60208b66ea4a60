package dev.foresight.engine.net.dl4j.compiled;

import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.net.Segment;
import dev.foresight.engine.net.dl4j.layers.CarriedState;
import dev.foresight.engine.net.dl4j.layers.Parallel;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;

/**
 * A layer graph compiled for whatever batch sizes and lengths come along: the owner of its flat vectors, its programs and
 * all their native memory. One layout of the parameters serves all programs. Not safe for use by several threads.
 */
public final class CompiledGraph implements AutoCloseable {
    /** The layouts of the parameters are those that are best for a batch of usual size. */
    private static final Extent USUAL = new Extent(1, 64);

    /** Training, its last and smaller batch, evaluation, and the last batch of that. */
    private static final int KEPT_PROGRAMS = 4;

    /** Sequences come in some tens of lengths, over and over. */
    private static final int KEPT_FOR_SEQUENCES = 128;

    private final LayerGraph graph;
    private final boolean fast;
    private final Parallel parallel;
    private final ParameterLayout layout;
    private final Homes homes;
    private final int kept;
    /** Of the recurrent layers, in the order of their nodes. */
    private final Map<String, CarriedState> states = new LinkedHashMap<>();
    /** The least recently used first. */
    private final Map<Kind, Program> programs = new LinkedHashMap<>(16, 0.75f, true);

    private record Kind(Extent extent, boolean training) {}

    /**
     * @param fast whether speed goes before rounding: Winograd's convolutions, oneDNN's own sums of statistics
     * @param parallel stays the caller's to close
     */
    public CompiledGraph(LayerGraph graph, boolean fast, Parallel parallel) {
        this.graph = graph;
        this.parallel = parallel;
        this.fast = fast;
        boolean sequences = graph.output() instanceof Shape.Sequence;
        kept = sequences ? KEPT_FOR_SEQUENCES : KEPT_PROGRAMS;
        for (LayerGraph.Node node : graph.nodes()) {
            if (node.layer() instanceof Layer.Lstm lstm) {
                states.put(node.name(), new CarriedState(lstm.hidden()));
            }
        }
        layout = layout();
        homes = new Homes(layout.entries());
    }

    private ParameterLayout layout() {
        PointerScope kept = new PointerScope();
        boolean done = false;
        try {
            ParameterDraft draft = new ParameterDraft();
            try (PointerScope temporary = new PointerScope()) {
                GraphCompiler.emit(graph, new Tape(USUAL, true, fast, draft, states, parallel));
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

