package dev.foresight.engine.net.dl4j.compiled;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A run of zeroed native memory, aligned for the widest vector instructions. It is freed by {@link #close} alone; buffers
 * over it then throw, pointers into it must not be used any more.
 */
final class NativeMemory implements AutoCloseable {
    /** A cache line, and the largest vector register. */
    static final int ALIGNMENT = 64;

    private static final AtomicLong ALIVE = new AtomicLong();

    private final Arena arena = Arena.ofShared();
    private final MemorySegment segment;

    private NativeMemory(long bytes) {
        segment = arena.allocate(Math.max(bytes, ALIGNMENT), ALIGNMENT);
        ALIVE.addAndGet(bytes());
    }

    /** Bytes of all memories that are not closed. */
    static long alive() {
        return ALIVE.get();
    }

    static NativeMemory ofBytes(long bytes) {
        return new NativeMemory(bytes);
    }

    static NativeMemory ofFloats(long entries) {
        return new NativeMemory(Float.BYTES * entries);
    }

    long bytes() {
        return segment.byteSize();
    }

    Pointer at(long byteOffset) {
        return new Address(segment.address() + byteOffset);
    }

    FloatBuffer floats(long byteOffset, long bytes) {
        return segment.asSlice(byteOffset, bytes)
                .asByteBuffer()
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** All of the memory as ND4J wants it. */
    FloatPointer pointer() {
        long entries = segment.byteSize() / Float.BYTES;
        FloatPointer pointer = new FloatPointer(at(0));
        pointer.limit(entries).capacity(entries);
        return pointer;
    }

    @Override
    public void close() {
        arena.close();
        ALIVE.addAndGet(-bytes());
    }

    private static final class Address extends Pointer {
        Address(long address) {
            this.address = address;
        }
    }
}
