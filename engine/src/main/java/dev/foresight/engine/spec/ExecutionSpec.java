package dev.foresight.engine.spec;

/**
 * Where a run computes.
 *
 * @param threads computing threads; 0 means as many as the machine has cores. The same spec and seed give the same
 *     numbers at the same thread count.
 */
public record ExecutionSpec(Device device, int threads) {
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

    public int resolvedThreads() {
        return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    }
}
