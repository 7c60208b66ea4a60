package dev.foresight.engine.spec;

import java.util.List;
import java.util.stream.Collectors;

/** A spec that cannot run, with everything that is wrong with it at once. */
public final class InvalidSpecException extends RuntimeException {
    private final transient List<SpecProblem> problems;

    public InvalidSpecException(String what, List<SpecProblem> problems) {
        super(what + ":\n" + problems.stream().map(problem -> "  " + problem).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<SpecProblem> problems() {
        return problems;
    }
}
