package dev.foresight.engine.run;

import dev.foresight.engine.spec.RunSpec;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder of one run: the only way in which a worker, the window and the command line know of each other. Readers
 * never write here except to {@code control.jsonl}.
 */
public record RunDirectory(Path folder) {
    public static final String SPEC = "spec.json";
    public static final String PROVENANCE = "provenance.json";
    public static final String STEPS = "steps.csv";
    public static final String EVALUATIONS = "evaluations.csv";
    public static final String LEDGER = "ledger.csv";
    public static final String EVENTS = "events.jsonl";
    public static final String OUTCOME = "outcome.json";
    public static final String CONTROL = "control.jsonl";
    public static final String LOCK = "lock";
    public static final String WORKER_LOG = "worker.log";

    /** Makes the folder of a new run, named {@code <utc>-<hash of spec, arm and seed>}, with its spec.json. */
    public static RunDirectory create(Path runs, RunSpec run) {
        throw new UnsupportedOperationException();
    }

    public RunSpec spec() {
        throw new UnsupportedOperationException();
    }

    public RunStatus status() {
        throw new UnsupportedOperationException();
    }

    public Optional<RunOutcome> outcome() {
        throw new UnsupportedOperationException();
    }

    /** Appends a request for the worker. */
    public void request(Control control) {
        throw new UnsupportedOperationException();
    }

    /** The lines of one of the logs from its start on, as they come. */
    public LogFollower follow(String file) {
        throw new UnsupportedOperationException();
    }
}
