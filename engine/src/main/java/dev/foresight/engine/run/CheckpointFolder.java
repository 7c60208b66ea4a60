package dev.foresight.engine.run;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder {@code checkpoints} of a run: {@code step-N.safetensors} holds the whole state after N steps,
 * {@code best-N.safetensors} the weights and statistics alone, at the best evaluation. Written by the run's worker only.
 */
public final class CheckpointFolder {
    private static final Pattern NAME = Pattern.compile("(step|best)-(\\d{12,18})\\.safetensors");
    private static final String STATE = "foresight";

    private final RunDirectory run;
    private final Path folder;
    private final AtomicFile.Opener opener;

    /** The two kinds of files. */
    private enum Kind {
        STEP,
        BEST;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Found(Path file, Kind kind, long step) {}

    public CheckpointFolder(RunDirectory run) {
        this(run, AtomicFile.Opener.DISK);
    }

    /** @param opener how files are opened for writing; a test puts a full disk here */
    public CheckpointFolder(RunDirectory run, AtomicFile.Opener opener) {
        this.run = run;
        this.folder = run.file(RunDirectory.CHECKPOINTS);
        this.opener = opener;
    }

    /** A whole checkpoint, open to be read. */
    public record Opened(Path file, Checkpoint checkpoint, TensorFile tensors) implements AutoCloseable {
        /** For messages: the file within the run's folder. */
        public String name() {
            return RunDirectory.CHECKPOINTS + "/" + file.getFileName();
        }

        @Override
        public void close() {
            tensors.close();
        }
    }

    /** Where the whole state after so many steps is written. */
    public Path file(long step) {
        return path(Kind.STEP, step);
    }

    private Path path(Kind kind, long step) {
        return folder.resolve(String.format(Locale.ROOT, "%s-%012d.safetensors", kind.id(), step));
    }

    /** Whether there are any, whole or not. */
    public boolean isEmpty() {
        return found(Kind.STEP).isEmpty();
    }

    /** Steps of the newest checkpoint by its name; it may turn out damaged when it is opened. */
    public OptionalLong newestStep() {
        return found(Kind.STEP).stream().mapToLong(Found::step).findFirst();
    }

    /** The newest checkpoint by its name, which tells the steps too. */
    public Optional<RunOutcome.Kept> newestKept() {
        return found(Kind.STEP).stream()
                .findFirst()
                .map(one -> new RunOutcome.Kept(
                        one.step(), RunDirectory.CHECKPOINTS + "/" + one.file().getFileName()));
    }

    /**
     * The newest checkpoint that is whole; the caller closes it.
     *
     * @param passedOver is told, in a sentence, of each newer one that is damaged
     * @throws CheckpointMismatch when it was written in another form
     * @throws RunIoException when the system does not let it be opened, which says nothing of its content
     */
    public Optional<Opened> newest(Consumer<String> passedOver) {
        for (Found found : found(Kind.STEP)) {
            try {
                return Optional.of(open(found));
            } catch (RunIoException e) {
                if (e.getCause() instanceof FileSystemException) {
                    throw e;
                }
                passedOver.accept(e.getMessage());
            }
        }
        return Optional.empty();
    }

    /** The threads that the newest whole checkpoint was computed with; empty where no run can go on from it. */
    OptionalInt threads() {
        // Whoever goes on tells of what is damaged or does not fit.
        try (Opened opened = newest(damaged -> {}).orElse(null)) {
            return opened == null
                    ? OptionalInt.empty()
                    : OptionalInt.of(opened.checkpoint().identity().threads());
        } catch (CheckpointMismatch e) {
            return OptionalInt.empty();
        }
    }

    private static Opened open(Found found) {
        TensorFile tensors = TensorFile.open(found.file);
        boolean whole = false;
        try {
            String text = tensors.texts().get(STATE);
            if (text == null) {
                throw new IOException("it has no text " + STATE + ", which holds the state of a run");
            }
            Checkpoint checkpoint = CheckpointJson.read(text, found.file.toString());
            if (checkpoint.step() != found.step) {
                throw new IOException(
                        "it is the state after " + checkpoint.step() + " steps; its name says " + found.step);
            }
            whole = true;
            return new Opened(found.file, checkpoint, tensors);
        } catch (IOException e) {
            throw new RunIoException(found.file, "cannot use", e, "put back a copy of the file, or use an earlier one");
        } finally {
            if (!whole) {
                tensors.close();
            }
        }
    }

    /**
     * Writes the whole state; afterwards only the last of these files are left, and of the best ones that which the
     * checkpoint names.
     *
     * @return bytes written
     * @throws RunIoException when it cannot be written; all earlier ones are then as they were
     */
    public long write(Checkpoint checkpoint, List<TensorFile.Entry> tensors, int keep) {
        long bytes = write(Kind.STEP, checkpoint, tensors);
        List<Found> all = found(Kind.STEP);
        all.subList(Math.min(keep, all.size()), all.size()).forEach(old -> delete(old.file));
        long best = checkpoint.best().map(Checkpoint.Best::step).orElse(-1L);
        delete(Kind.BEST, step -> step != best);
        return bytes;
    }

    /**
     * Writes the weights of the best evaluation so far, beside those of earlier ones.
     *
     * @return bytes written
     */
    public long writeBest(Checkpoint checkpoint, List<TensorFile.Entry> tensors) {
        return write(Kind.BEST, checkpoint, tensors);
    }

    private long write(Kind kind, Checkpoint checkpoint, List<TensorFile.Entry> tensors) {
        Path file = path(kind, checkpoint.step());
        try {
            // Not the folders above: where the run's own is gone, nobody wants its checkpoint.
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(folder);
            }
        } catch (IOException e) {
            throw new RunIoException(folder, "cannot make", e, "check that the run's folder may be written to");
        }
        return TensorFile.write(file, Map.of(STATE, CheckpointJson.write(checkpoint)), tensors, opener);
    }

    /** Deletes what belongs to later steps than the one that a run goes on from, and what a killed process left half. */
    public void forgetAfter(long step) {
        delete(Kind.BEST, later -> later > step);
        delete(Kind.STEP, later -> later > step);
        if (Files.isDirectory(folder)) {
            try {
                AtomicFile.deleteLeftovers(folder, "");
            } catch (IOException e) {
                throw new RunIoException(folder, "cannot tidy up", e, "check that the run's folder may be written to");
            }
        }
    }

    private void delete(Kind kind, LongPredicate which) {
        found(kind).stream().filter(found -> which.test(found.step)).forEach(found -> delete(found.file));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // A file too many does no harm, and is tried again with the next checkpoint.
            System.getLogger(CheckpointFolder.class.getName())
                    .log(System.Logger.Level.WARNING, "cannot delete " + file, e);
        }
    }

    /** The newest first. */
    private List<Found> found(Kind kind) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(CheckpointFolder::parse)
                    .flatMap(Optional::stream)
                    .filter(found -> found.kind == kind)
                    .sorted(Comparator.comparingLong(Found::step).reversed())
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw unlisted(e);
        }
    }

    private RunIoException unlisted(IOException cause) {
        return new RunIoException(folder, "cannot list", cause, "check that the run " + run.name() + " may be read");
    }

    private static Optional<Found> parse(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        return name.matches()
                ? Optional.of(new Found(
                        file,
                        name.group(1).equals(Kind.BEST.id()) ? Kind.BEST : Kind.STEP,
                        Long.parseLong(name.group(2))))
                : Optional.empty();
    }
}
