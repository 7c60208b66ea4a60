package dev.foresight.engine.spec;

import java.util.List;
import java.util.stream.Collectors;

/** A spec that cannot run, with everything that is wrong with it at once. */
public final class InvalidSpecException extends RuntimeException {
    /** The message of a file that is no spec at all must not grow with it. */
    private static final int SHOWN = 100;

    private final transient List<SpecProblem> problems;

    public InvalidSpecException(String what, List<SpecProblem> problems) {
        super(what + ":\n"
                + problems.stream().limit(SHOWN).map(problem -> "  " + problem).collect(Collectors.joining("\n"))
                + (problems.size() > SHOWN ? "\n  and " + (problems.size() - SHOWN) + " more" : ""));
        this.problems = List.copyOf(problems);
    }

    public List<SpecProblem> problems() {
        return problems;
    }
}
