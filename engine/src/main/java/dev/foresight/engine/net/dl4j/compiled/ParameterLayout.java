package dev.foresight.engine.net.dl4j.compiled;

import dev.foresight.engine.graph.Tensor;
import dev.foresight.engine.net.Segment;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.javacpp.PointerScope;

/**
 * The flat vectors: each tensor in the layout of its first reader, each starting on a cache line. Padding, between
 * tensors and inside them where channels do not fill a block, is zero and stays zero: nothing writes it, and an update of
 * zero by a zero gradient is zero.
 */
final class ParameterLayout implements Parameters, AutoCloseable {
    private static final int LINE = NativeMemory.ALIGNMENT / Float.BYTES;

    private final Map<String, memory.desc> layouts;
    private final Map<String, Segment> places = new LinkedHashMap<>();
    private final PointerScope scope;
    private final int entries;

    /**
     * @param layouts of all tensors
     * @param scope keeps the layouts, and is closed with this
     */
    ParameterLayout(List<Tensor> tensors, Map<String, memory.desc> layouts, PointerScope scope) {
        this.layouts = layouts;
        this.scope = scope;
        int from = 0;
        for (Tensor tensor : tensors) {
            long needed = Objects.requireNonNull(layouts.get(tensor.name()), tensor.name())
                            .get_size()
                    / Float.BYTES;
            int length = Math.toIntExact(Math.ceilDiv(needed, LINE) * LINE);
            places.put(tensor.name(), new Segment(tensor, from, length));
            from = Math.addExact(from, length);
        }
        entries = from;
    }

    /** Length of the flat vectors. */
    int entries() {
        return entries;
    }

    List<Segment> segments() {
        return new ArrayList<>(places.values());
    }

    private Region region(Region.Home home, String tensor) {
        Segment place = Objects.requireNonNull(places.get(tensor), tensor);
        return Region.at(home, (long) Float.BYTES * place.from(), Objects.requireNonNull(layouts.get(tensor)));
    }

    @Override
    public Region value(String tensor, memory.desc preferred) {
        return region(Region.Home.PARAMETERS, tensor);
    }

    @Override
    public Region gradient(String tensor) {
        return region(Region.Home.GRADIENT, tensor);
    }

    float[] toPlain(Segment segment, FloatBuffer flat) {
        float[] plain = new float[segment.tensor().size()];
        memory.desc layout = layout(segment);
        try (PointerScope temporary = new PointerScope();
                NativeMemory own = NativeMemory.ofBytes(layout.get_size());
                NativeMemory rows = NativeMemory.ofFloats(plain.length)) {
            FloatBuffer entries = own.floats(0, layout.get_size());
            entries.put(0, flat, segment.from(), entries.limit());
            reorder(layout, own, plain(segment, layout), rows);
            rows.floats(0, (long) Float.BYTES * plain.length).get(0, plain);
        }
        return plain;
    }

    void fromPlain(Segment segment, float[] plain, FloatBuffer flat) {
        memory.desc layout = layout(segment);
        try (PointerScope temporary = new PointerScope();
                NativeMemory own = NativeMemory.ofBytes(layout.get_size());
                NativeMemory rows = NativeMemory.ofFloats(plain.length)) {
            rows.floats(0, (long) Float.BYTES * plain.length).put(0, plain);
            reorder(plain(segment, layout), rows, layout, own);
            FloatBuffer entries = own.floats(0, layout.get_size());
            flat.put(segment.from(), entries, 0, entries.limit());
        }
    }

    private memory.desc layout(Segment segment) {
        return Objects.requireNonNull(layouts.get(segment.tensor().name()));
    }

    private static memory.desc plain(Segment segment, memory.desc layout) {
        return Layouts.pyTorch(
                layout,
                segment.tensor().shape().stream().mapToLong(Integer::longValue).toArray());
    }

    private static void reorder(memory.desc from, NativeMemory source, memory.desc to, NativeMemory target) {
        memory in = new memory(from, OneDnn.engine(), source.at(0));
        memory out = new memory(to, OneDnn.engine(), target.at(0));
        new reorder(in, out).execute(OneDnn.stream(), in, out);
    }

    @Override
    public void close() {
        scope.close();
    }
}
