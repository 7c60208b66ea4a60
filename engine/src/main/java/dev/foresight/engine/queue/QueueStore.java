package dev.foresight.engine.queue;

import dev.foresight.engine.run.RunDirectory;
import java.util.List;
import java.util.function.UnaryOperator;

/** Where a queue keeps its state. Used by one thread at a time; its queue sees to that. */
interface QueueStore extends AutoCloseable {
    QueueState read();

    /**
     * Replaces the state by what the change makes of it, with no other change in between.
     *
     * @return the state before
     */
    QueueState change(UnaryOperator<QueueState> change);

    /** Whether this queue is the one that starts runs; takes that office when it is free. */
    boolean own();

    /** Whether others may change the state. */
    boolean shared();

    /** Runs that may have a worker which somebody else started. */
    List<RunDirectory> known();

    /** Gives up the office; the state stays where it outlives the process. */
    @Override
    void close();

    /** For a program that ends when its runs have. */
    final class InMemory implements QueueStore {
        private QueueState state;

        InMemory(Slots slots) {
            state = new QueueState(List.of(), false, slots);
        }

        @Override
        public QueueState read() {
            return state;
        }

        @Override
        public QueueState change(UnaryOperator<QueueState> change) {
            QueueState before = state;
            state = change.apply(before);
            return before;
        }

        @Override
        public boolean own() {
            return true;
        }

        @Override
        public boolean shared() {
            return false;
        }

        @Override
        public List<RunDirectory> known() {
            return List.of();
        }

        @Override
        public void close() {
            state = new QueueState(List.of(), state.held(), state.slots());
        }
    }
}
