package dev.foresight.engine.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Appends the events of a run to its logs, by a thread of its own, at most {@value #FLUSH_MILLIS} ms after they happened:
 * a killed worker loses no more than that. Accepts events from any thread; readers see whole lines but for the last.
 */
public final class MetricsLog implements Consumer<RunEvent>, AutoCloseable {
    private static final int FLUSH_MILLIS = 250;
    private static final int WAITING = 1 << 16;

    /** How a log is opened; a test puts a full disk here. */
    interface Opener {
        WritableByteChannel open(Path file) throws IOException;
    }

    private final RunDirectory run;
    private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(WAITING);
    private final Map<Log, WritableByteChannel> channels = new EnumMap<>(Log.class);
    /** Bytes of each file; the writer's, once it runs. */
    private final Map<Log, Long> lengths = new EnumMap<>(Log.class);

    private final Thread writer;

    /** What waits for the writer. */
    private sealed interface Entry {}

    private record Happened(RunEvent event) implements Entry {}

    /** Done when everything before it is on the disk. */
    private record Mark(CompletableFuture<LogLengths> lengths) implements Entry {}

    private volatile boolean closing;
    /** Set once by the writer, which then only drains. */
    private volatile @Nullable RunIoException failure;

    /**
     * The logs in this folder; existing ones are continued.
     *
     * @param samples whether there is a log of samples
     * @throws RunIoException when they cannot be written
     */
    public static MetricsLog open(RunDirectory run, boolean samples) {
        return open(run, samples, file -> FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    static MetricsLog open(RunDirectory run, boolean samples, Opener opener) {
        MetricsLog log = new MetricsLog(run);
        for (Log kind : samples ? EnumSet.allOf(Log.class) : EnumSet.complementOf(EnumSet.of(Log.LAYERS))) {
            Path file = run.file(kind.file);
            try {
                WritableByteChannel channel = opener.open(file);
                log.channels.put(kind, channel);
                log.lengths.put(kind, file.toFile().length());
                if (log.length(kind) == 0 && !kind.header.isEmpty()) {
                    log.write(kind, channel, kind.header + "\n");
                } else if (tornAtEnd(file)) {
                    // The half line of a killed worker stays a line of its own, and does not spoil the next.
                    log.write(kind, channel, "\n");
                }
            } catch (IOException e) {
                log.closeChannels();
                throw failed(file, e);
            }
        }
        log.writer.start();
        return log;
    }

    private static boolean tornAtEnd(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return channel.size() > 0 && channel.read(last, channel.size() - 1) == 1 && last.get(0) != '\n';
        }
    }

    private MetricsLog(RunDirectory run) {
        this.run = run;
        this.writer = Thread.ofPlatform().name("foresight-metrics").daemon().unstarted(this::writeUntilClosed);
    }

    /**
     * Hands over an event; waits when the disk is far behind.
     *
     * @throws RunIoException when an earlier event could not be written
     */
    @Override
    public void accept(RunEvent event) {
        hand(new Happened(event));
    }

    /**
     * Waits until everything accepted so far is on the disk, and says how long the logs are then.
     *
     * @throws RunIoException when something could not be written
     */
    public LogLengths mark() {
        Mark mark = new Mark(new CompletableFuture<>());
        hand(mark);
        try {
            return mark.lengths.get();
        } catch (ExecutionException e) {
            throwFailure();
            throw new IllegalStateException("the logs of " + run.folder() + " cannot be forced to the disk", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void hand(Entry entry) {
        throwFailure();
        try {
            while (!waiting.offer(entry, FLUSH_MILLIS, TimeUnit.MILLISECONDS)) {
                throwFailure();
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while writing the metrics of " + run.folder(), e);
    }

    /**
     * Writes what is left and closes the files.
     *
     * @throws RunIoException when something could not be written
     */
    @Override
    public void close() {
        closing = true;
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                // The last lines matter more than being quick.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        throwFailure();
    }

    private void throwFailure() {
        RunIoException seen = failure;
        if (seen != null) {
            // Another one each time: Java refuses that an exception from a block is thrown again when the log is
            // closed.
            throw new RunIoException(seen);
        }
    }

    private void writeUntilClosed() {
        try {
            while (!closing || !waiting.isEmpty()) {
                writeBatch();
            }
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts the writer", e);
        } finally {
            closeChannels();
        }
    }

    private void writeBatch() throws InterruptedException {
        Entry first = waiting.poll(FLUSH_MILLIS, TimeUnit.MILLISECONDS);
        if (first == null) {
            return;
        }
        List<Entry> batch = new ArrayList<>(List.of(first));
        waiting.drainTo(batch);
        Map<Log, StringBuilder> texts = new EnumMap<>(Log.class);
        for (Entry entry : batch) {
            switch (entry) {
                case Mark mark -> {
                    write(texts);
                    texts.clear();
                    force(mark);
                }
                case Happened happened -> gather(happened.event, texts);
            }
        }
        write(texts);
    }

    private void gather(RunEvent event, Map<Log, StringBuilder> texts) {
        switch (event) {
            case RunEvent.Confusion confusion -> replace(confusion);
            case RunEvent.Line line ->
                texts.computeIfAbsent(Log.of(line), log -> new StringBuilder())
                        .append(Log.line(line, Instant.now()))
                        .append('\n');
        }
    }

    private void write(Map<Log, StringBuilder> texts) {
        texts.forEach((log, text) -> {
            WritableByteChannel channel = channels.get(log);
            if (failure == null && channel != null) {
                Path file = run.file(log.file);
                try {
                    if (Files.notExists(file)) {
                        // A deleted file still takes lines on some systems, and nobody would ever read them.
                        throw new NoSuchFileException(file.toString());
                    }
                    write(log, channel, text.toString());
                } catch (IOException e) {
                    failure = failed(file, e);
                }
            }
        });
    }

    private void force(Mark mark) {
        for (Log log : List.of(Log.STEPS, Log.EVALUATIONS, Log.LAYERS, Log.LEDGER)) {
            if (failure == null && channels.get(log) instanceof FileChannel channel) {
                try {
                    channel.force(false);
                } catch (IOException e) {
                    failure = failed(run.file(log.file), e);
                }
            }
        }
        RunIoException seen = failure;
        if (seen == null) {
            mark.lengths.complete(
                    new LogLengths(length(Log.STEPS), length(Log.EVALUATIONS), length(Log.LAYERS), length(Log.LEDGER)));
        } else {
            mark.lengths.completeExceptionally(seen);
        }
    }

    /** 0 of a log that was not opened. */
    private long length(Log log) {
        return lengths.getOrDefault(log, 0L);
    }

    /** At once, and so before the lines of the metrics that came after it. */
    private void replace(RunEvent.Confusion confusion) {
        if (failure == null) {
            try {
                AtomicFile.replace(
                        run.file(ConfusionTable.file(confusion.split())),
                        confusion.table().text());
            } catch (RunIoException e) {
                failure = e;
            }
        }
    }

    private void write(Log log, WritableByteChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        lengths.merge(log, (long) bytes.remaining(), Long::sum);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void closeChannels() {
        channels.forEach((log, channel) -> {
            try {
                channel.close();
            } catch (IOException e) {
                if (failure == null) {
                    failure = failed(run.file(log.file), e);
                }
            }
        });
    }

    private static RunIoException failed(Path file, IOException cause) {
        return new RunIoException(
                file, "cannot write the metrics", cause, "free some space or choose another folder, and run again");
    }

    /** The logs and the form of their lines. */
    private enum Log {
        STEPS(RunDirectory.STEPS, "step,epoch,seconds,lr,loss,gradient_norm"),
        EVALUATIONS(RunDirectory.EVALUATIONS, "step,epoch,seconds,split,metric,value"),
        LAYERS(RunDirectory.LAYERS, "step,layer,quantity,horizon,value"),
        LEDGER(RunDirectory.LEDGER, "step,phase,seconds,bytes"),
        EVENTS(RunDirectory.EVENTS, "");

        private final String file;
        private final String header;

        Log(String file, String header) {
            this.file = file;
            this.header = header;
        }

        static Log of(RunEvent.Line event) {
            return switch (event) {
                case RunEvent.Step step -> STEPS;
                case RunEvent.Evaluation evaluation -> EVALUATIONS;
                case RunEvent.Sample sample -> LAYERS;
                case RunEvent.Ledger ledger -> LEDGER;
                case RunEvent.Message message -> EVENTS;
            };
        }

        static String line(RunEvent.Line event, Instant now) {
            return switch (event) {
                case RunEvent.Step step ->
                    row(step.step(), step.epoch(), step.seconds(), step.lr(), step.loss(), step.gradientNorm());
                case RunEvent.Evaluation made ->
                    row(made.step(), made.epoch(), made.seconds(), made.split(), made.metric(), made.value());
                case RunEvent.Sample made ->
                    row(made.step(), made.layer(), made.quantity().id(), made.horizon(), made.value());
                case RunEvent.Ledger entry -> row(entry.step(), entry.phase(), entry.seconds(), entry.bytes());
                case RunEvent.Message message -> RunJson.writeMessage(message, now.toString());
            };
        }

        private static String row(Object... cells) {
            return Stream.of(cells).map(String::valueOf).collect(Collectors.joining(","));
        }
    }
}
