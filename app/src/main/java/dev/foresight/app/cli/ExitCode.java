package dev.foresight.app.cli;

/** What the program answers to the shell; docs/command-line.md lists them. */
public final class ExitCode {
    public static final int OK = 0;
    /** A run failed or diverged, or the program has a fault. */
    public static final int RUN_FAILED = 1;
    /** Wrong usage, or a spec that cannot run. */
    public static final int USAGE = 2;
    /** A folder that cannot be written, data that is not there, a library that does not load. */
    public static final int ENVIRONMENT = 3;
    /** Ctrl-C; the Java machine itself answers with this number after its shutdown hooks. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
