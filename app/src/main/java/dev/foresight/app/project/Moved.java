package dev.foresight.app.project;

import dev.foresight.engine.run.RunDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What became of moving some runs: those that were moved, from and to in the same order, and why others were not. */
public record Moved(List<RunDirectory> from, List<RunDirectory> to, List<String> trouble) {
    /** Moves each by itself, so that one that cannot be moved does not keep the others. */
    static Moved each(List<RunDirectory> runs, UnaryOperator<RunDirectory> move) {
        List<RunDirectory> from = new ArrayList<>();
        List<RunDirectory> to = new ArrayList<>();
        List<String> trouble = new ArrayList<>();
        for (RunDirectory run : runs) {
            try {
                to.add(move.apply(run));
                from.add(run);
            } catch (RuntimeException refused) {
                trouble.add(String.valueOf(refused.getMessage()));
            }
        }
        return new Moved(List.copyOf(from), List.copyOf(to), List.copyOf(trouble));
    }
}
