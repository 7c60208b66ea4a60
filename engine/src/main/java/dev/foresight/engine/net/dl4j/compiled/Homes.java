package dev.foresight.engine.net.dl4j.compiled;

/**
 * The native memories of a network, owned and freed here: its flat vectors, and the arena for everything that lives
 * during a pass only, which is as large as the most demanding program and used by all of them in turn.
 */
final class Homes implements AutoCloseable {
    private final NativeMemory parameters;
    private final NativeMemory gradient;
    private NativeMemory arena = NativeMemory.ofBytes(0);
    private int moves;

    /** @param entries of each flat vector */
    Homes(long entries) {
        parameters = NativeMemory.ofFloats(entries);
        gradient = NativeMemory.ofFloats(entries);
    }

    NativeMemory of(Region.Home home) {
        return switch (home) {
            case ARENA -> arena;
            case PARAMETERS -> parameters;
            case GRADIENT -> gradient;
        };
    }

    /** Makes the arena at least this large; its contents are lost when it moves. */
    void reserve(long bytes) {
        if (arena.bytes() < bytes) {
            arena.close();
            arena = NativeMemory.ofBytes(bytes);
            moves++;
        }
    }

    /** How often the arena has moved: regions bound before have to be bound again. */
    int moves() {
        return moves;
    }

    @Override
    public void close() {
        arena.close();
        parameters.close();
        gradient.close();
    }
}
