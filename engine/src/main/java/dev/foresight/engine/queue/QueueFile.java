package dev.foresight.engine.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foresight.engine.project.Project;
import dev.foresight.engine.run.AtomicFile;
import dev.foresight.engine.run.FileHold;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunIoException;
import dev.foresight.engine.run.RunStatus;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The queue of a project on disk, {@code queue.json}, which every window of the project may change and one at a time works
 * off. A queued run has a mark in its folder, from which the list is made again when the file is lost.
 */
final class QueueFile implements QueueStore {
    static final String FILE = "queue.json";
    private static final String MARK = "queued";
    private static final String GUARD = "queue-guard";
    private static final String OFFICE = "queue-owner";
    private static final int FORMAT = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String REMEDY = "check that the project's folder may be read and written";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Project project;
    private final Slots silent;
    private final Consumer<String> tell;
    private Optional<FileHold> office = Optional.empty();

    /**
     * @param silent the slots of a project that has no queue yet
     * @param tell is told, in a sentence, when the file had to be made again
     */
    QueueFile(Project project, Slots silent, Consumer<String> tell) {
        this.project = project;
        this.silent = silent;
        this.tell = tell;
    }

    @Override
    public QueueState read() {
        Optional<QueueState> state = text().flatMap(this::parse);
        if (state.isPresent()) {
            return state.get();
        }
        try (FileHold guard = guard()) {
            return readOrRebuild();
        }
    }

    @Override
    public QueueState change(UnaryOperator<QueueState> change) {
        try (FileHold guard = guard()) {
            QueueState before = readOrRebuild();
            QueueState after = change.apply(before);
            if (!after.equals(before)) {
                // A mark too many only matters when the file is lost; one too few would lose the run.
                after.waiting().stream()
                        .filter(run -> !before.waiting().contains(run))
                        .forEach(this::mark);
                AtomicFile.replace(file(), text(after));
                before.waiting().stream()
                        .filter(run -> !after.waiting().contains(run))
                        .forEach(QueueFile::unmark);
            }
            return before;
        }
    }

    @Override
    public boolean own() {
        if (office.isEmpty()) {
            office = FileHold.tryTake(project.folder().resolve(OFFICE));
        }
        return office.isPresent();
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public List<RunDirectory> known() {
        return project.runs();
    }

    @Override
    public void close() {
        office.ifPresent(FileHold::close);
        office = Optional.empty();
    }

    private Path file() {
        return project.folder().resolve(FILE);
    }

    private FileHold guard() {
        return FileHold.take(project.folder().resolve(GUARD), PATIENCE);
    }

    private Optional<String> text() {
        try {
            return Optional.of(Files.readString(file()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.of("");
        } catch (IOException e) {
            throw new RunIoException(file(), "cannot read", e, REMEDY);
        }
    }

    /** Under the guard. */
    private QueueState readOrRebuild() {
        Optional<String> text = text();
        Optional<QueueState> state = text.flatMap(this::parse);
        if (state.isPresent()) {
            return state.get();
        }
        List<RunDirectory> marked = project.runs().stream()
                .filter(run -> Files.exists(run.file(MARK)) && run.status() == RunStatus.WAITING)
                .toList();
        QueueState rebuilt = new QueueState(marked, false, silent);
        if (text.isEmpty() && marked.isEmpty()) {
            return rebuilt;
        }
        String what = text.isEmpty() ? "was missing" : "could not be read and is kept as " + aside().getFileName();
        AtomicFile.replace(file(), text(rebuilt));
        tell.accept("The queue's file " + file() + " " + what + "; the queue was made again of the " + marked.size()
                + (marked.size() == 1 ? " run that was" : " runs that were") + " in it, oldest first");
        return rebuilt;
    }

    private Path aside() {
        Path aside = file().resolveSibling(FILE + ".damaged");
        try {
            return Files.move(file(), aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new RunIoException(file(), "cannot rename", e, REMEDY);
        }
    }

    private Optional<QueueState> parse(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            JsonNode slots = json.path("slots");
            int count = slots.path("count").asInt();
            int threads = slots.path("threads").asInt();
            if (json.path("format").asInt() != FORMAT || !json.path("waiting").isArray() || count < 1 || threads < 1) {
                return Optional.empty();
            }
            List<RunDirectory> waiting = new ArrayList<>();
            for (JsonNode name : json.path("waiting")) {
                // A name, so that nobody's file leads out of the project.
                if (!name.asText().matches("[\\w.-]*\\w")) {
                    return Optional.empty();
                }
                waiting.add(new RunDirectory(project.runsFolder().resolve(name.asText())));
            }
            return Optional.of(new QueueState(waiting, json.path("held").asBoolean(), new Slots(count, threads)));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String text(QueueState state) {
        ObjectNode json = JSON.createObjectNode().put("format", FORMAT).put("held", state.held());
        json.putObject("slots")
                .put("count", state.slots().count())
                .put("threads", state.slots().threads());
        ArrayNode waiting = json.putArray("waiting");
        state.waiting().forEach(run -> waiting.add(run.name()));
        return json.toPrettyString() + "\n";
    }

    private void mark(RunDirectory run) {
        if (!project.runsFolder().equals(run.folder().getParent())) {
            throw new IllegalArgumentException(
                    run.folder() + " lies outside of " + project.runsFolder() + ", whose queue it cannot join");
        }
        try {
            Files.writeString(run.file(MARK), "");
        } catch (IOException e) {
            throw new RunIoException(run.file(MARK), "cannot write", e, REMEDY);
        }
    }

    private static void unmark(RunDirectory run) {
        try {
            Files.deleteIfExists(run.file(MARK));
        } catch (IOException e) {
            throw new RunIoException(run.file(MARK), "cannot remove", e, REMEDY);
        }
    }
}
