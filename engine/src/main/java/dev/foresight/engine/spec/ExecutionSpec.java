package dev.foresight.engine.spec;

/**
 * Where and how a run computes.
 *
 * @param threads computing threads; 0 leaves them to whoever starts the run. The same spec and seed give the same
 *     numbers at the same thread count.
 * @param layers which implementation of the layers
 * @param convolution how convolutions are summed; has an effect with {@link Layers#COMPILED} only
 * @param checkpoint when the state is written; has no effect on the numbers
 * @param memoryLimit megabytes (of 1,000,000 bytes) of the worker's resident set above which the run ends; 0 for none
 * @param timeUpdate whether the pass of the update is timed beside plain AdamW when the run is complete
 */
public record ExecutionSpec(
        Device device,
        int threads,
        Layers layers,
        Convolution convolution,
        CheckpointSpec checkpoint,
        int memoryLimit,
        boolean timeUpdate) {
    /** The kind of processor. */
    public enum Device {
        AUTO("auto"),
        CPU("cpu"),
        GPU("gpu");

        private final String id;

        Device(String id) {
            this.id = id;
        }

        /** The word in JSON. */
        public String id() {
            return id;
        }
    }

    /** The implementations of the layers; both give the same numbers up to rounding. */
    public enum Layers {
        /** Ours, as fast as the machine allows. */
        COMPILED("compiled"),
        /** The reference: stock convolutions layer by layer, and a plain LSTM. */
        STOCK("stock");

        private final String id;

        Layers(String id) {
            this.id = id;
        }

        /** The word in JSON. */
        public String id() {
            return id;
        }
    }

    /** The algorithms of a convolution. */
    public enum Convolution {
        /** Direct sums, rounded like any float sum. */
        EXACT("exact"),
        /** Winograd's transformation where it pays: fewer products, about twice the rounding error. */
        FAST("fast");

        private final String id;

        Convolution(String id) {
            this.id = id;
        }

        /** The word in JSON. */
        public String id() {
            return id;
        }
    }

    public ExecutionSpec withDevice(Device other) {
        return new ExecutionSpec(other, threads, layers, convolution, checkpoint, memoryLimit, timeUpdate);
    }

    public ExecutionSpec withThreads(int other) {
        return new ExecutionSpec(device, other, layers, convolution, checkpoint, memoryLimit, timeUpdate);
    }

    public ExecutionSpec withLayers(Layers other) {
        return new ExecutionSpec(device, threads, other, convolution, checkpoint, memoryLimit, timeUpdate);
    }

    public ExecutionSpec withConvolution(Convolution other) {
        return new ExecutionSpec(device, threads, layers, other, checkpoint, memoryLimit, timeUpdate);
    }

    public ExecutionSpec withCheckpoint(CheckpointSpec other) {
        return new ExecutionSpec(device, threads, layers, convolution, other, memoryLimit, timeUpdate);
    }

    public ExecutionSpec withMemoryLimit(int other) {
        return new ExecutionSpec(device, threads, layers, convolution, checkpoint, other, timeUpdate);
    }

    public ExecutionSpec withTimeUpdate(boolean other) {
        return new ExecutionSpec(device, threads, layers, convolution, checkpoint, memoryLimit, other);
    }

    public int resolvedThreads() {
        return threads > 0 ? threads : threadsOfThisMachine();
    }

    /** What suits where nobody says: every core of a small machine; of a larger one all but the one for the desktop. */
    public static int threadsOfThisMachine() {
        int cores = Runtime.getRuntime().availableProcessors();
        return cores <= 2 ? cores : cores - 1;
    }
}
