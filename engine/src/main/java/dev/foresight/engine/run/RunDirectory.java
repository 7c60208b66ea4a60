package dev.foresight.engine.run;

import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.InvalidSpecException;
import dev.foresight.engine.spec.RunSpec;
import dev.foresight.engine.spec.SpecJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The folder of one run: the only way in which a worker, the window and the command line know of each other. Readers
 * never write here except to {@code control.jsonl}.
 */
public record RunDirectory(Path folder) {
    public static final String SPEC = "spec.json";
    public static final String PROVENANCE = "provenance.json";
    public static final String STEPS = "steps.csv";
    public static final String EVALUATIONS = "evaluations.csv";
    /** Only where diagnostics are on. */
    public static final String LAYERS = "layers.csv";

    public static final String LEDGER = "ledger.csv";
    public static final String EVENTS = "events.jsonl";
    public static final String OUTCOME = "outcome.json";
    public static final String CONTROL = "control.jsonl";
    public static final String LOCK = "lock";
    public static final String LIMITS = "limits.json";
    public static final String UPDATE_TIMES = "update-times.json";
    public static final String WORKER_LOG = "worker.log";
    /** A folder. */
    public static final String CHECKPOINTS = "checkpoints";

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** Bytes that hold the last lines of steps.csv. */
    private static final int STEP_LINES = 1024;

    private static final String REMEDY = "check that the folder exists and may be read and written";

    /**
     * Makes the folder of a new run, named {@code <utc>-<hash of spec, arm and seed>}, with its spec.json.
     *
     * @throws RunIoException when it cannot be made
     */
    public static RunDirectory create(Path runs, RunSpec run) {
        String json = SpecJson.writeRun(run);
        String hash = hash(json);
        try {
            Files.createDirectories(runs);
            RunDirectory directory = new RunDirectory(createUnique(runs, hash));
            AtomicFile.replace(directory.file(SPEC), json);
            return directory;
        } catch (IOException e) {
            throw new RunIoException(runs, "cannot make a run in", e, "choose a folder that you may write to");
        }
    }

    /** The names of two runs of one spec differ in their times, so the second waits for the clock to move on. */
    private static Path createUnique(Path runs, String hash) throws IOException {
        while (true) {
            try {
                return Files.createDirectory(runs.resolve(STAMP.format(Instant.now()) + "-" + hash));
            } catch (FileAlreadyExistsException e) {
                Thread.onSpinWait();
            }
        }
    }

    /** The folder's name. */
    public String name() {
        return folder.toAbsolutePath().normalize().getFileName().toString();
    }

    public Path file(String name) {
        return folder.resolve(name);
    }

    /**
     * What is run.
     *
     * @throws RunIoException when spec.json cannot be read
     * @throws InvalidSpecException when it is malformed
     */
    public RunSpec spec() {
        Path file = file(SPEC);
        try {
            return SpecJson.readRun(SmallFile.read(file), file.toString());
        } catch (IOException e) {
            throw new RunIoException(file, "cannot read", e, REMEDY);
        }
    }

    /**
     * The SHA-256 of spec.json, which tells whether a checkpoint belongs to it.
     *
     * @throws RunIoException when it cannot be read
     */
    public String specHash() {
        Path file = file(SPEC);
        try {
            return Sha256.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new RunIoException(file, "cannot read", e, REMEDY);
        }
    }

    public RunStatus status() {
        return outcome().map(RunDirectory::status).orElseGet(() -> switch (RunLock.state(this)) {
            case FREE -> RunStatus.WAITING;
            case HELD -> ControlReader.pauseRequested(this) ? RunStatus.PAUSED : RunStatus.RUNNING;
            // The worker may have written its outcome and ended between the two looks.
            case DEAD -> outcome().map(RunDirectory::status).orElse(RunStatus.FAILED);
        });
    }

    private static RunStatus status(RunOutcome outcome) {
        return switch (outcome) {
            case RunOutcome.Completed completed -> RunStatus.COMPLETED;
            case RunOutcome.Stopped stopped -> RunStatus.STOPPED;
            case RunOutcome.Diverged diverged -> RunStatus.DIVERGED;
            case RunOutcome.Failed failed -> RunStatus.FAILED;
        };
    }

    /** How the run ended, if it wrote that down; a dead worker's run has none, though its status is FAILED. */
    public Optional<RunOutcome> outcome() {
        Path file = file(OUTCOME);
        try {
            return Optional.of(RunJson.readOutcome(SmallFile.read(file), file.toString()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new RunIoException(file, "cannot read", e, REMEDY);
        }
    }

    /** Writes the outcome; the business of the worker, or of the queue that saw the worker die. */
    public void end(RunOutcome outcome) {
        AtomicFile.replace(file(OUTCOME), RunJson.writeOutcome(outcome));
    }

    /**
     * Makes a run that stopped, failed or lost its worker wait again, so that a worker can go on with it; its earlier end
     * becomes a line of events.jsonl, and requests to the earlier worker are dropped but for a hold that it has not come to.
     * A waiting run is left as it is.
     *
     * @throws NotResumableException when a living worker holds it, or it completed or diverged
     * @throws RunIoException when its folder cannot be written to
     */
    public void reopen() {
        StateChange.reopen(this);
    }

    /**
     * Writes the outcome of a run whose worker ended without a word, unless there is one, the run belongs to another
     * worker, dead or alive, or was reopened meanwhile.
     *
     * @param took whether the worker is known to have taken the run; one that is not may have died before
     * @return whether it was written
     */
    public boolean bury(ProcessMark worker, boolean took, RunOutcome outcome) {
        return StateChange.bury(this, worker, took, outcome);
    }

    /**
     * Computing threads: those of its spec; where that leaves them open those it had before it ended, by its provenance or
     * else by its newest checkpoint, since other numbers of threads give other last bits; else those offered.
     */
    public int threads(int offered) {
        int wanted = spec().experiment().execution().threads();
        if (wanted > 0) {
            return wanted;
        }
        OptionalInt earlier = Provenance.threads(this);
        // Reading a checkpoint means checking all of it, so it is asked only where nothing else tells.
        return (earlier.isPresent() ? earlier : new CheckpointFolder(this).threads()).orElse(offered);
    }

    /** Steps that are in its log; 0 before the first. */
    public long lastStep() {
        Path file = file(STEPS);
        try {
            // What follows the last line end was torn by the death of the worker.
            return FileTail.wholeLines(file, STEP_LINES).reversed().stream()
                    .map(line -> line.split(",", -1)[0])
                    .filter(step -> step.matches("\\d{1,18}"))
                    .findFirst()
                    .map(Long::parseLong)
                    .orElse(0L);
        } catch (IOException e) {
            throw new RunIoException(file, "cannot read", e, REMEDY);
        }
    }

    /** Appends a request for the worker. */
    public void request(Control control) {
        append(RunJson.writeControl(control));
    }

    /**
     * Tells the worker that has the run, or the next one, to stop with a checkpoint when training has come to this place;
     * the last place told counts until it is reached. The run goes on later as if it had never been held.
     */
    public void hold(Amount place) {
        append(RunJson.writeHold(place));
    }

    /** Where it is to hold; a place at or beyond its length holds nothing. */
    public Optional<Amount> holdAt() {
        return ControlReader.holdOf(this);
    }

    private void append(String request) {
        Path file = file(CONTROL);
        byte[] line = (request + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            Files.write(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new RunIoException(file, "cannot append to", e, REMEDY);
        }
    }

    /** The lines of one of the logs from its start on, as they come. */
    public LogFollower follow(String file) {
        return new LogFollower(file(file));
    }

    /** Enough digits to tell the specs of a project apart. */
    private static String hash(String specWithArmAndSeed) {
        return Sha256.of(specWithArmAndSeed.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
    }
}
