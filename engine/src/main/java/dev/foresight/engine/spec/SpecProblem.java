package dev.foresight.engine.spec;

import java.util.Objects;

/**
 * One thing that is wrong or unusual in a spec: where, what was found, and what is allowed.
 *
 * @param path where in the spec, such as {@code arms[1].prediction.horizon}
 * @param value what was found there, as text
 * @param allowed what may stand there and, where it helps, how to mend it
 * @param severity whether the spec can run all the same
 */
public record SpecProblem(String path, String value, String allowed, Severity severity) {

    /** Errors refuse a spec; warnings let it run. */
    public enum Severity {
        ERROR,
        WARNING
    }

    public SpecProblem {
        Objects.requireNonNull(path);
        Objects.requireNonNull(value);
        Objects.requireNonNull(allowed);
    }

    public static SpecProblem error(String path, Object value, String allowed) {
        return new SpecProblem(path, String.valueOf(value), allowed, Severity.ERROR);
    }

    public static SpecProblem warning(String path, Object value, String allowed) {
        return new SpecProblem(path, String.valueOf(value), allowed, Severity.WARNING);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    @Override
    public String toString() {
        return path + ": found " + value + "; " + allowed;
    }
}
