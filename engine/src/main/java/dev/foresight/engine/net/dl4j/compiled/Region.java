package dev.foresight.engine.net.dl4j.compiled;

import java.nio.FloatBuffer;
import java.util.Objects;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * A tensor's place in native memory. Regions at home in the arena share it with others that are not alive at the same
 * steps; a view is the memory of another region, seen in another layout.
 */
final class Region {
    /** The memories of a network. */
    enum Home {
        ARENA,
        PARAMETERS,
        GRADIENT
    }

    private final memory.desc layout;
    private final long bytes;
    private final Home home;
    private final @Nullable Region whole;
    /** Byte where the region starts: in its home, or a view in the region it is a view of. */
    private long offset;

    private int firstStep = Integer.MAX_VALUE;
    private int lastStep = -1;
    private int owners;
    private @Nullable memory bound;
    private @Nullable FloatBuffer floats;

    private Region(memory.desc layout, Home home, long offset, @Nullable Region whole) {
        this.layout = layout;
        this.bytes = layout.get_size();
        this.home = home;
        this.offset = offset;
        this.whole = whole;
    }

    static Region inArena(memory.desc layout) {
        return new Region(layout, Home.ARENA, 0, null);
    }

    static Region at(Home home, long byteOffset, memory.desc layout) {
        return new Region(layout, home, byteOffset, null);
    }

    /** The same memory in another layout. */
    Region view(memory.desc other) {
        return other.equals(layout) ? this : new Region(other, home, start(), root());
    }

    /**
     * A range of the channels of images, whose layout has to end a block where the range starts.
     *
     * @param dims of the range
     */
    Region channels(long first, long[] dims) {
        return new Region(
                Layouts.range(layout, dims), home, start() + Float.BYTES * Layouts.distance(layout, first), root());
    }

    /** The same memory as one tall image, where the images lie on top of each other in every channel. */
    Region stacked() {
        return view(Layouts.stacked(layout));
    }

    /** Byte where it starts in the root. */
    private long start() {
        return whole == null ? 0 : offset;
    }

    Region root() {
        return whole == null ? this : whole;
    }

    boolean isView() {
        return whole != null;
    }

    memory.desc layout() {
        return layout;
    }

    long bytes() {
        return bytes;
    }

    // ---- who holds it as a gradient, while steps are emitted

    void own() {
        root().owners++;
    }

    void release() {
        root().owners--;
    }

    /** How many values have it as their gradient and are not through with it. */
    int owners() {
        return root().owners;
    }

    // ---- where it lies

    /** Notes that a step uses it. */
    void usedAt(int step) {
        Region root = root();
        root.firstStep = Math.min(root.firstStep, step);
        root.lastStep = Math.max(root.lastStep, step);
    }

    boolean aliveWith(Region other) {
        return firstStep <= other.lastStep && other.firstStep <= lastStep;
    }

    boolean needsPlace() {
        return whole == null && home == Home.ARENA && lastStep >= 0;
    }

    long offset() {
        return root().offset + start();
    }

    void place(long byteOffset) {
        offset = byteOffset;
    }

    /** Points to the memories, which may have moved since. */
    void bind(Homes homes) {
        NativeMemory native_ = homes.of(home);
        if (bound == null) {
            bound = new memory(layout, OneDnn.engine(), native_.at(offset()));
        } else {
            bound.set_data_handle(native_.at(offset()));
        }
        floats = native_.floats(offset(), Math.min(bytes, root().bytes - start()));
    }

    memory memory() {
        return Objects.requireNonNull(bound);
    }

    /** Makes all of it zero. */
    void clear() {
        Pointer.memset(memory().get_data_handle(), 0, bytes);
    }

    /** The entries as they lie, padding included. */
    FloatBuffer floats() {
        return Objects.requireNonNull(floats);
    }
}
