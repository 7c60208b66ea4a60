package dev.foresight.app.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;

/**
 * What commands talk to.
 *
 * @param out for results: what a script would read
 * @param err for progress and errors
 * @param terminal whether progress can be drawn over itself
 * @param workerCommand what starts a worker process, without {@code worker RUNDIR}; asked at each start
 */
record Console(PrintWriter out, PrintWriter err, boolean terminal, Supplier<List<String>> workerCommand) {}
