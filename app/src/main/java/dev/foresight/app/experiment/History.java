package dev.foresight.app.experiment;

import dev.foresight.engine.spec.ExperimentSpec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Former states of a spec. Successive edits of the same thing, such as the letters of a number, are one step. */
final class History {
    private static final int DEPTH = 200;

    private final Deque<ExperimentSpec> before = new ArrayDeque<>();
    private final Deque<ExperimentSpec> after = new ArrayDeque<>();
    private String last = "";

    void clear() {
        before.clear();
        after.clear();
        last = "";
    }

    void remember(String what, ExperimentSpec former) {
        if (!what.equals(last) || before.isEmpty()) {
            before.push(former);
            if (before.size() > DEPTH) {
                before.removeLast();
            }
        }
        after.clear();
        last = what;
    }

    Optional<ExperimentSpec> undo(@Nullable ExperimentSpec current) {
        return move(before, after, current);
    }

    Optional<ExperimentSpec> redo(@Nullable ExperimentSpec current) {
        return move(after, before, current);
    }

    boolean canUndo() {
        return !before.isEmpty();
    }

    boolean canRedo() {
        return !after.isEmpty();
    }

    private Optional<ExperimentSpec> move(
            Deque<ExperimentSpec> from, Deque<ExperimentSpec> to, @Nullable ExperimentSpec current) {
        if (from.isEmpty() || current == null) {
            return Optional.empty();
        }
        last = "";
        to.push(current);
        return Optional.of(from.pop());
    }
}
