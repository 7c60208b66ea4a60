package dev.foresight.app.project;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.foresight.app.project.RunUpdate.Steps;
import dev.foresight.engine.run.CheckpointFolder;
import dev.foresight.engine.run.ConfusionTable;
import dev.foresight.engine.run.LogFollower;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunEvent;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.run.RunStatus;
import dev.foresight.plots.table.Plotted;
import dev.foresight.plots.table.PlottedFollower;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the folder of one run as it grows. Used by the watching thread only. */
final class RunReader {
    private static final JsonMapper JSON = new JsonMapper();

    /** So much of a long log is handed over at once; the rest comes with the next look. */
    private static final int CHUNK = 200_000;

    private static final int BURIAL_MILLIS = 2000;

    private final RunDirectory run;
    private final String label;
    private LogFollower steps;
    private LogFollower evaluations;
    private final LogFollower events;
    private final LogFollower workerLog;
    private List<String[]> backlog = List.of();
    /**
     * The greatest step so far: a log that was cut and has grown again between two looks tells the steps since its
     * checkpoint once more.
     */
    private double lastStep = Double.NEGATIVE_INFINITY;
    /** The same of each metric of each part of the data. */
    private final Map<List<String>, Long> lastEvaluated = new HashMap<>();

    /** Of the quantities that are looked at beside loss and metrics. */
    private final Map<Plotted, PlottedFollower> quantities = new HashMap<>();

    private boolean atWork;
    /** When it was first seen without worker and outcome. */
    private long died = Long.MAX_VALUE;

    /** What the last look told; null before the first. */
    private @Nullable RunStatus seen;

    private Optional<RunOutcome> seenOutcome = Optional.empty();
    private Set<Plotted> seenQuantities = Set.of();

    private boolean backendRead;
    private boolean finished;
    private boolean stepsRead;
    private long stepsSize;
    /** Set by the view's thread: the run goes on, and what was measured is to be read from the start. */
    private volatile boolean again;

    RunReader(RunDirectory run, String label) {
        this.run = run;
        this.label = label;
        steps = run.follow(RunDirectory.STEPS);
        evaluations = run.follow(RunDirectory.EVALUATIONS);
        events = run.follow(RunDirectory.EVENTS);
        workerLog = run.follow(RunDirectory.WORKER_LOG);
    }

    /** Whether nothing more can come, given whether the curves are wanted, and which beside loss and metrics. */
    boolean finished(boolean curvesWanted, Set<Plotted> more) {
        return !again
                && finished
                && (!curvesWanted || stepsRead && quantities.keySet().equals(more));
    }

    /** The run goes on after its end; from any thread. */
    void readAgain() {
        again = true;
    }

    /** Whether a run that had ended lives again, whoever brought that about. */
    boolean reopened() {
        return finished
                && !Files.exists(run.file(RunDirectory.OUTCOME))
                && !run.status().ended();
    }

    /** Whether it waits for a worker, as far as was seen: there will hardly be anything new. */
    boolean waits() {
        return seen == RunStatus.WAITING && !again;
    }

    /** What is new since the last look; empty when nothing is, so that a queue of a thousand runs costs the view nothing. */
    Optional<RunUpdate> look(boolean curvesWanted, Set<Plotted> more) {
        RunUpdate update = read(curvesWanted, more);
        boolean same = update.status() == seen
                && update.outcome().equals(seenOutcome)
                && update.quantities().keySet().equals(seenQuantities)
                && update.tellsNothing();
        seen = update.status();
        seenOutcome = update.outcome();
        seenQuantities = update.quantities().keySet();
        return same ? Optional.empty() : Optional.of(update);
    }

    /**
     * @param curvesWanted whether somebody looks at the curves
     * @param more at which quantities beside loss and metrics
     */
    RunUpdate read(boolean curvesWanted, Set<Plotted> more) {
        // The status comes first: what is read after an end has been seen is all there is.
        RunStatus status = afterBurial(run.status());
        boolean anew = begin();
        boolean wanted = curvesWanted || !status.ended();
        Steps newSteps = wanted ? readSteps() : Steps.NONE;
        List<RunEvent.Evaluation> evaluated = readEvaluations();
        RunUpdate update = new RunUpdate(
                run.folder(),
                anew,
                status,
                status.ended() ? run.outcome() : Optional.empty(),
                newSteps,
                evaluated,
                readQuantities(curvesWanted ? more : Set.of(), status.ended()),
                readConfusions(evaluated),
                status.ended() ? new CheckpointFolder(run).newestStep() : OptionalLong.empty(),
                readLog(),
                readBackend());
        finished = status.ended();
        stepsRead = finished && wanted && backlog.isEmpty();
        return update;
    }

    /**
     * Goes back to the start of what was measured when the run goes on from a checkpoint, since the lines after that are
     * taken back then. The messages only grow.
     */
    private boolean begin() {
        long size = size(run.file(RunDirectory.STEPS));
        boolean anew = again || size < stepsSize;
        stepsSize = size;
        if (anew) {
            again = false;
            steps = run.follow(RunDirectory.STEPS);
            evaluations = run.follow(RunDirectory.EVALUATIONS);
            backlog = List.of();
            lastStep = Double.NEGATIVE_INFINITY;
            lastEvaluated.clear();
            quantities.clear();
            stepsRead = false;
        }
        return anew;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            // Not there yet; what cannot be read is told by those who read it.
            return 0;
        }
    }

    /**
     * A worker that was seen at work and died without a word keeps its last status for a moment, in which its queue notes
     * why: the reason is told together with the end.
     */
    private RunStatus afterBurial(RunStatus status) {
        if (status != RunStatus.FAILED || !atWork || run.outcome().isPresent()) {
            atWork = !status.ended();
            died = Long.MAX_VALUE;
            return status;
        }
        died = Math.min(died, System.currentTimeMillis());
        return System.currentTimeMillis() - died < BURIAL_MILLIS ? RunStatus.RUNNING : status;
    }

    private Steps readSteps() {
        List<String[]> rows = new ArrayList<>(backlog);
        rows.addAll(steps.newRows());
        int count = Math.min(CHUNK, rows.size());
        backlog = List.copyOf(rows.subList(count, rows.size()));
        double[][] columns = new double[4][count];
        int kept = 0;
        for (String[] row : rows.subList(0, count)) {
            if (parse(row, columns, kept) && columns[0][kept] > lastStep) {
                lastStep = columns[0][kept];
                kept++;
            }
        }
        return new Steps(
                Arrays.copyOf(columns[0], kept),
                Arrays.copyOf(columns[1], kept),
                Arrays.copyOf(columns[2], kept),
                Arrays.copyOf(columns[3], kept));
    }

    /** step,epoch,seconds,lr,loss,gradient_norm; a line that is no such row is passed over. */
    private static boolean parse(String[] row, double[][] columns, int at) {
        if (row.length < 5) {
            return false;
        }
        try {
            columns[0][at] = Double.parseDouble(row[0]);
            columns[1][at] = Double.parseDouble(row[1]);
            columns[2][at] = Double.parseDouble(row[2]);
            columns[3][at] = Double.parseDouble(row[4]);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private List<RunEvent.Evaluation> readEvaluations() {
        List<RunEvent.Evaluation> found = new ArrayList<>();
        for (String[] row : evaluations.newRows()) {
            evaluation(row).filter(this::isNew).ifPresent(found::add);
        }
        return found;
    }

    private boolean isNew(RunEvent.Evaluation made) {
        Long last = lastEvaluated.put(List.of(made.split(), made.metric()), made.step());
        return last == null || made.step() > last;
    }

    /** step,epoch,seconds,split,metric,value. */
    private static Optional<RunEvent.Evaluation> evaluation(String[] row) {
        if (row.length < 6) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RunEvent.Evaluation(
                    Long.parseLong(row[0]),
                    Double.parseDouble(row[1]),
                    Double.parseDouble(row[2]),
                    row[3],
                    row[4],
                    Double.parseDouble(row[5])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** One that nobody looks at any more is forgotten, and begins from the start when somebody does. */
    private Map<Plotted, RunUpdate.More> readQuantities(Set<Plotted> wanted, boolean ended) {
        quantities.keySet().retainAll(wanted);
        Map<Plotted, RunUpdate.More> found = new HashMap<>();
        for (Plotted quantity : wanted) {
            boolean anew = !quantities.containsKey(quantity);
            PlottedFollower follower =
                    quantities.computeIfAbsent(quantity, wantedNow -> new PlottedFollower(run, wantedNow));
            found.put(quantity, new RunUpdate.More(anew, follower.newPoints(ended)));
        }
        return found;
    }

    /** The table of a part is there before the lines of its metrics. */
    private Map<String, ConfusionTable> readConfusions(List<RunEvent.Evaluation> evaluated) {
        Map<String, ConfusionTable> tables = new HashMap<>();
        evaluated.stream()
                .map(RunEvent.Evaluation::split)
                .distinct()
                .forEach(split -> ConfusionTable.read(run, split).ifPresent(table -> tables.put(split, table)));
        return tables;
    }

    private List<LogLine> readLog() {
        List<LogLine> lines = new ArrayList<>();
        for (String[] row : events.newRows()) {
            lines.add(event(String.join(",", row)));
        }
        for (String[] row : workerLog.newRows()) {
            String text = String.join(",", row);
            if (!text.isBlank()) {
                lines.add(new LogLine(label, "worker", text));
            }
        }
        return lines;
    }

    /** The provenance is written once, when the worker knows its backend. */
    private String readBackend() {
        Path file = run.file(RunDirectory.PROVENANCE);
        if (backendRead || !Files.isRegularFile(file)) {
            return "";
        }
        backendRead = true;
        try {
            JsonNode node = JSON.readTree(Files.readString(file));
            JsonNode backend = node.path("backend");
            return "CPU · "
                    + (backend.path("oneDnn").asBoolean() ? "oneDNN · " : "without oneDNN · ")
                    + (node.path("threads").asInt() == 1
                            ? "1 thread"
                            : node.path("threads").asInt() + " threads");
        } catch (IOException e) {
            // Only the words in the status bar depend on it.
            return "";
        }
    }

    private LogLine event(String json) {
        try {
            JsonNode node = JSON.readTree(json);
            return new LogLine(
                    label, node.path("kind").asText("event"), node.path("text").asText(json));
        } catch (JsonProcessingException e) {
            return new LogLine(label, "event", json);
        }
    }
}
