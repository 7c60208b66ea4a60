package dev.foresight.engine.run;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Under what circumstances a run was trained, which its seconds depend on.
 *
 * @param host the machine's name, where the run's lock still tells it; else empty
 * @param processor the kind, empty where the run had no worker
 * @param threads computing threads; 0 where the run had no worker
 * @param spans from when to when its workers trained, in order; by its events
 */
public record RunCircumstances(String host, String processor, int threads, List<Span> spans) {
    private static final String TRAINING = "training";
    private static final String PREPARING = "preparing data and network";

    public RunCircumstances {
        spans = List.copyOf(spans);
    }

    /** When a worker trained. */
    public record Span(Instant from, Instant to) {
        /** How long both were at work; zero or less where they were not. */
        public Duration overlap(Span other) {
            Instant start = from.isAfter(other.from) ? from : other.from;
            Instant end = to.isBefore(other.to) ? to : other.to;
            return Duration.between(start, end);
        }
    }

    /**
     * What a run's folder tells.
     *
     * @throws RunIoException when a file that is there cannot be read
     */
    public static RunCircumstances of(RunDirectory directory) {
        Path provenance = directory.file(RunDirectory.PROVENANCE);
        String text;
        try {
            text = SmallFile.read(provenance);
        } catch (NoSuchFileException e) {
            // Nobody has trained it yet.
            text = "{}";
        } catch (IOException e) {
            throw new RunIoException(provenance, "cannot read", e, "check that the run's folder may be read");
        }
        return new RunCircumstances(
                RunLock.holder(directory).map(ProcessMark::host).orElse(""),
                RunJson.text(text, "/machine/processor"),
                RunJson.number(text, "threads"),
                spans(directory));
    }

    /** Whether both were trained on one machine at the same time for longer than this, as far as is known. */
    public boolean sharedWith(RunCircumstances other, Duration longest) {
        boolean apart = !host.isEmpty() && !other.host.isEmpty() && !host.equals(other.host);
        return !apart
                && spans.stream()
                        .anyMatch(one -> other.spans.stream()
                                .anyMatch(two -> one.overlap(two).compareTo(longest) > 0));
    }

    private static List<Span> spans(RunDirectory directory) {
        List<Span> spans = new ArrayList<>();
        @Nullable Instant from = null;
        @Nullable Instant to = null;
        for (String[] row : directory.follow(RunDirectory.EVENTS).newRows()) {
            String line = String.join(",", row);
            Optional<Instant> time = RunJson.time(line);
            String text = RunJson.text(line, "/text");
            if (time.isEmpty()) {
                continue;
            }
            if (from != null && to != null && (text.equals(TRAINING) || text.equals(PREPARING))) {
                spans.add(new Span(from, to));
                from = null;
            }
            if (text.equals(TRAINING)) {
                from = time.get();
            }
            to = time.get();
        }
        if (from != null && to != null) {
            spans.add(new Span(from, to));
        }
        return spans;
    }
}
