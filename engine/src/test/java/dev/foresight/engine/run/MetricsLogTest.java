package dev.foresight.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foresight.engine.net.Confusion;
import dev.foresight.engine.spec.Quantity;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {
    private static final RunEvent STEP = new RunEvent.Step(1, 0.25, 0.5, 1e-3, 2.302585092994046, 3);

    @TempDir
    Path folder;

    private RunDirectory run() {
        return new RunDirectory(folder);
    }

    /** The lines beyond so many bytes find no room. */
    private static WritableByteChannel full(Path log, int room) throws IOException {
        return new FullDisk(log, room, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void eachKindOfEventHasItsFileAndForm() throws IOException {
        try (MetricsLog log = MetricsLog.open(run(), false)) {
            log.accept(STEP);
            log.accept(new RunEvent.Evaluation(1, 0.25, 0.5, "validation", "accuracy", 0.1));
            log.accept(new RunEvent.Ledger(1, "data", 0.125, 0));
            log.accept(new RunEvent.Message(1, "warning", "a \"word\",\nand another"));
        }
        assertThat(folder.resolve("steps.csv"))
                .hasContent("step,epoch,seconds,lr,loss,gradient_norm\n1,0.25,0.5,0.001,2.302585092994046,3.0\n");
        assertThat(folder.resolve("evaluations.csv"))
                .hasContent("step,epoch,seconds,split,metric,value\n1,0.25,0.5,validation,accuracy,0.1\n");
        assertThat(folder.resolve("ledger.csv")).hasContent("step,phase,seconds,bytes\n1,data,0.125,0\n");
        assertThat(Files.readString(folder.resolve("events.jsonl")))
                .contains("\"step\":1", "\"kind\":\"warning\"", "a \\\"word\\\",\\nand another")
                .hasLineCount(1);
    }

    @Test
    void samplesHaveALogOnlyWhereTheyAreAskedFor() throws IOException {
        try (MetricsLog log = MetricsLog.open(run(), false)) {
            assertThat(log.mark().layers()).isZero();
        }
        assertThat(folder.resolve("layers.csv")).doesNotExist();
        try (MetricsLog log = MetricsLog.open(run(), true)) {
            log.accept(new RunEvent.Sample(20, "conv1", Quantity.RELATIVE_ERROR, 3, 0.75));
            log.accept(new RunEvent.Sample(20, Quantity.ALL, Quantity.GRADIENT_NORM, 0, 1.5));
            assertThat(log.mark().layers())
                    .isEqualTo(folder.resolve("layers.csv").toFile().length());
        }
        assertThat(folder.resolve("layers.csv"))
                .hasContent("step,layer,quantity,horizon,value\n20,conv1,relative_error,3,0.75\n"
                        + "20,all,gradient_norm,0,1.5\n");
    }

    @Test
    void theConfusionOfAPartIsReplacedAndReadsBackEqual() throws IOException {
        assertThat(ConfusionTable.read(run(), "validation")).isEmpty();
        ConfusionTable last = new ConfusionTable(List.of("cat", "dog"), Confusion.of(new long[][] {{5, 1}, {0, 7}}));
        try (MetricsLog log = MetricsLog.open(run(), false)) {
            log.accept(new RunEvent.Confusion(
                    1, "validation", new ConfusionTable(last.classes(), Confusion.of(new long[2][2]))));
            log.accept(new RunEvent.Confusion(2, "validation", last));
        }
        assertThat(folder.resolve("confusion-validation.csv"))
                .hasContent("right\\predicted,cat,dog\ncat,5,1\ndog,0,7\n");
        assertThat(ConfusionTable.read(run(), "validation")).contains(last);
        Files.writeString(folder.resolve("confusion-validation.csv"), "right\\predicted,cat\ncat,many\n");
        assertThatThrownBy(() -> ConfusionTable.read(run(), "validation"))
                .isInstanceOf(RunIoException.class)
                .hasMessageContaining("confusion-validation.csv");
    }

    @Test
    void aReaderSeesAnEventWithinASecond() throws InterruptedException {
        LogFollower follower = run().follow(RunDirectory.STEPS);
        try (MetricsLog log = MetricsLog.open(run(), false)) {
            log.accept(STEP);
            Instant deadline = Instant.now().plus(Duration.ofSeconds(1));
            int seen = 0;
            while (seen == 0 && Instant.now().isBefore(deadline)) {
                Thread.sleep(10);
                seen = follower.newRows().size();
            }
            assertThat(seen).isEqualTo(1);
        }
    }

    @Test
    void aFullDiskEndsTheRunWithTheFileAndTheRemedy() {
        MetricsLog log = MetricsLog.open(run(), false, file -> full(file, 60));
        Instant deadline = Instant.now().plus(Duration.ofSeconds(5));
        assertThatThrownBy(() -> {
                    while (Instant.now().isBefore(deadline)) {
                        log.accept(STEP);
                        Thread.sleep(1);
                    }
                })
                .isInstanceOf(RunIoException.class)
                .hasMessageContaining("steps.csv")
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("free some space");
        assertThatThrownBy(log::close).isInstanceOf(RunIoException.class);
        // The line that was cut off is not taken for a row.
        assertThat(run().follow(RunDirectory.STEPS).newRows()).isEmpty();
    }

    @Test
    void aFullDiskAtTheEndIsToldByClose() {
        MetricsLog log = MetricsLog.open(run(), false, file -> full(file, 60));
        log.accept(STEP);
        assertThatThrownBy(log::close).isInstanceOf(RunIoException.class).hasMessageContaining("steps.csv");
    }

    @Test
    void aFolderThatIsNotThereIsNamedAtOnce() {
        assertThatThrownBy(() -> MetricsLog.open(new RunDirectory(folder.resolve("none")), false))
                .isInstanceOf(RunIoException.class)
                .hasMessageContaining("none");
    }

    @Test
    void aFullDiskIsToldWhereverTheLogIsAskedAgain() {
        assertThatThrownBy(() -> {
                    try (MetricsLog log = MetricsLog.open(run(), false, file -> full(file, 100))) {
                        for (int i = 0; i < 10; i++) {
                            log.accept(STEP);
                        }
                        log.mark();
                    }
                })
                .isInstanceOf(RunIoException.class)
                .hasMessageContaining("No space left on device");
    }

    @Test
    void aMarkTellsTheLengthsOfWhatIsOnTheDiskThen() {
        try (MetricsLog log = MetricsLog.open(run(), false)) {
            for (int i = 0; i < 1000; i++) {
                log.accept(STEP);
            }
            log.accept(new RunEvent.Ledger(1, "data", 0.125, 0));
            LogLengths lengths = log.mark();
            assertThat(lengths)
                    .isEqualTo(new LogLengths(
                            folder.resolve("steps.csv").toFile().length(),
                            folder.resolve("evaluations.csv").toFile().length(),
                            0,
                            folder.resolve("ledger.csv").toFile().length()));
            assertThat(run().follow(RunDirectory.STEPS).newRows()).hasSize(1000);
            log.accept(STEP);
            assertThat(log.mark().steps()).isGreaterThan(lengths.steps());
        }
    }

    @Test
    void theHalfLineOfAKilledWorkerDoesNotSpoilTheNext() throws IOException {
        Files.writeString(folder.resolve("events.jsonl"), "{\"time\":\"20");
        try (MetricsLog log = MetricsLog.open(run(), false)) {
            log.accept(new RunEvent.Message(1, "state", "resumed"));
        }
        assertThat(Files.readAllLines(folder.resolve("events.jsonl")))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("{");
    }

    @Test
    void aLogWhoseFolderIsRemovedSaysSoInsteadOfWritingWhereNobodyReads() throws IOException {
        Path gone = Files.createDirectory(folder.resolve("gone"));
        MetricsLog log = MetricsLog.open(new RunDirectory(gone), false);
        try (var files = Files.list(gone)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(gone);
        log.accept(STEP);

        assertThatThrownBy(log::close)
                .isInstanceOf(RunIoException.class)
                .hasMessageContaining("steps.csv")
                .hasMessageContaining("no such file");
    }
}
