package dev.foresight.engine.net.dl4j.layers;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The native memory of a row-major array: for Java loops as a buffer with absolute access, for BLAS as a pointer.
 *
 * @param array keeps the memory alive
 */
public record Floats(INDArray array, FloatPointer pointer, FloatBuffer buffer) {
    /** The memory of an array, which has to be float, row-major and without gaps. */
    public static Floats of(INDArray array) {
        if (array.dataType() != DataType.FLOAT || !rowMajor(array)) {
            throw new IllegalStateException("expected a row-major float array, found " + array.shapeInfoToString());
        }
        FloatPointer pointer = new FloatPointer(array.data().pointer());
        pointer.position(array.offset());
        pointer.limit(array.offset() + array.length());
        FloatBuffer buffer =
                pointer.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
        if (buffer.remaining() != array.length()) {
            throw new IllegalStateException("expected " + array.length() + " entries, found " + buffer.remaining());
        }
        return new Floats(array, pointer, buffer);
    }

    /** ND4J's own check refuses some arrays with dimensions of size 1, whose strides mean nothing. */
    private static boolean rowMajor(INDArray array) {
        long expected = 1;
        for (int dimension = array.rank() - 1; dimension >= 0; dimension--) {
            if (array.size(dimension) != 1 && array.stride(dimension) != expected) {
                return false;
            }
            expected *= array.size(dimension);
        }
        return true;
    }

    /** New zeros outside all workspaces; {@link #close} frees them. */
    public static Floats allocate(long rows, long columns) {
        try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            return of(Nd4j.create(DataType.FLOAT, new long[] {rows, columns}, 'c'));
        }
    }

    /** A copy of all entries on the Java heap. */
    float[] toArray() {
        float[] copy = new float[buffer.capacity()];
        buffer.get(0, copy);
        return copy;
    }

    /** Frees memory made by {@link #allocate}. */
    public void close() {
        if (array.closeable()) {
            array.close();
        }
    }
}
