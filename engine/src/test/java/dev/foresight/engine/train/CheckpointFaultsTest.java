package dev.foresight.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.engine.run.AtomicFile;
import dev.foresight.engine.run.CheckpointFolder;
import dev.foresight.engine.run.Control;
import dev.foresight.engine.run.FullDisk;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.run.RunStatus;
import dev.foresight.engine.spec.CheckpointSpec;
import dev.foresight.engine.spec.RunSpec;
import dev.foresight.engine.train.ResumableRun.Left;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints that are damaged, foreign, or cannot be written. */
@Timeout(15)
class CheckpointFaultsTest {
    private static final RunSpec SPEC = ResumableRun.quadratic(new CheckpointSpec(new CheckpointSpec.Steps(4), 2));
    private static final RunOutcome COMPLETED = new RunOutcome.Completed(ResumableRun.STEPS);

    @TempDir
    Path runs;

    private RunDirectory run;

    @BeforeEach
    void makeRun() {
        run = RunDirectory.create(runs, SPEC);
    }

    private static RunOutcome go(RunDirectory run) {
        return RunWorker.run(run, ResumableRun.quadraticParts(step -> {}, () -> {}));
    }

    private Left whole() {
        RunDirectory whole = RunDirectory.create(runs, SPEC);
        assertThat(go(whole)).isEqualTo(COMPLETED);
        return Left.by(whole);
    }

    /** Leaves the checkpoints 4 and 8, and steps after that. */
    private void abandon() {
        RunOutcome outcome = RunWorker.run(
                run,
                ResumableRun.quadraticParts(
                        step -> {
                            if (step == 10) {
                                throw new IllegalStateException("abandoned");
                            }
                        },
                        () -> {}));
        assertThat(outcome).isInstanceOf(RunOutcome.Failed.class);
        ResumableRun.reopen(run);
        assertThat(run.lastStep()).isEqualTo(10);
    }

    private void completesLike(Left expected) {
        assertThat(go(run)).isEqualTo(COMPLETED);
        assertThat(Left.by(run).differences(expected)).isEmpty();
    }

    private Path checkpoint(long step) {
        return new CheckpointFolder(run).file(step);
    }

    private List<String> checkpoints() {
        String[] names = run.file(RunDirectory.CHECKPOINTS).toFile().list();
        return names == null ? List.of() : Stream.of(names).sorted().toList();
    }

    private String events() {
        return String.join(
                "\n",
                run.follow(RunDirectory.EVENTS).newRows().stream()
                        .map(row -> row[0])
                        .toList());
    }

    private static void damage(Path file, String how) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            switch (how) {
                case "flipped" -> {
                    bytes.seek(bytes.length() - 3);
                    int old = bytes.read();
                    bytes.seek(bytes.length() - 3);
                    bytes.write(old ^ 1);
                }
                case "cut" -> bytes.setLength(bytes.length() - 1);
                case "empty" -> bytes.setLength(0);
                default -> throw new IllegalArgumentException(how);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"flipped,SHA-256", "cut,bytes", "empty,bytes"})
    void aDamagedNewestIsPassedOverForTheOneBeforeAndNamed(String how, String reason) throws IOException {
        Left expected = whole();
        abandon();
        damage(checkpoint(8), how);
        completesLike(expected);
        assertThat(run.follow(RunDirectory.EVENTS).newRows())
                .anyMatch(row -> row[0].contains("\"warning\"")
                        && row[0].contains("step-000000000008.safetensors")
                        && row[0].contains(reason));
        assertThat(events()).contains("resumed at step 4 from checkpoints/step-000000000004.safetensors");
    }

    @Test
    void withAllDamagedItStartsOverAndSaysSo() throws IOException {
        Left expected = whole();
        abandon();
        damage(checkpoint(4), "flipped");
        damage(checkpoint(8), "cut");
        completesLike(expected);
        assertThat(events())
                .contains("step-000000000004.safetensors", "step-000000000008.safetensors")
                .contains("no checkpoint can be used: the run starts from the beginning");
    }

    /** The system may refuse for a moment only; starting over would delete what is sound. */
    @Test
    void whatCannotBeOpenedIsNotTakenForDamaged() throws IOException {
        Left expected = whole();
        abandon();
        Path away = Files.move(checkpoint(8), runs.resolve("away"));
        Files.createSymbolicLink(checkpoint(8), checkpoint(8).getFileName());
        Map<String, String> before = contents();
        assertThat(go(run).toString()).contains("Failed", "step-000000000008.safetensors");
        assertThat(contents()).isEqualTo(before);
        Files.delete(checkpoint(8));
        Files.move(away, checkpoint(8));
        ResumableRun.reopen(run);
        completesLike(expected);
        assertThat(events()).contains("resumed at step 8");
    }

    @Test
    void whatAKilledWriterLeftIsRemovedAtTheNextStart() throws IOException {
        Left expected = whole();
        abandon();
        Path half = run.file(RunDirectory.CHECKPOINTS).resolve(".step-000000000012.safetensors77.tmp");
        Path log = run.file(".steps.csv88.tmp");
        Path anothers = run.file(".outcome.json99.tmp");
        for (Path file : List.of(half, log, anothers)) {
            Files.writeString(file, "half");
        }
        completesLike(expected);
        assertThat(half).doesNotExist();
        assertThat(log).doesNotExist();
        assertThat(anothers).exists();
    }

    @Test
    void theLastTwoAreKeptWhileItTrainsAndInTheEndTheLastAndTheBest() {
        List<List<String>> seen = new ArrayList<>();
        RunWorker.run(run, ResumableRun.quadraticParts(step -> seen.add(checkpoints()), () -> {}));
        assertThat(seen.get(3)).containsExactly("best-000000000003.safetensors");
        assertThat(seen.get(9))
                .containsExactly(
                        "best-000000000003.safetensors",
                        "step-000000000004.safetensors",
                        "step-000000000008.safetensors");
        assertThat(seen.get(12))
                .containsExactly(
                        "best-000000000003.safetensors",
                        "step-000000000008.safetensors",
                        "step-000000000012.safetensors");
        assertThat(checkpoints()).containsExactly("best-000000000003.safetensors", "step-000000000013.safetensors");
    }

    /** What must not change while a run is refused. */
    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        List<String> logs = List.of(RunDirectory.STEPS, RunDirectory.EVALUATIONS, RunDirectory.LEDGER);
        try (Stream<Path> files = Files.list(run.file(RunDirectory.CHECKPOINTS))) {
            for (Path file : Stream.concat(files, logs.stream().map(run::file)).toList()) {
                contents.put(
                        file.toString(),
                        Files.isSymbolicLink(file) ? "link" : Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "format | has the format 2; this version of Foresight reads 1: go on with the version that wrote it",
                "spec | step-000000000008.safetensors belongs to another spec.json, with the SHA-256",
                "threads | step-000000000008.safetensors was computed with 3 threads; this run has 1",
                "log | steps.csv has 20 bytes, but",
            })
    void whatDoesNotFitIsRefusedInWordsAndNothingIsLost(String what, String words) throws IOException {
        Left expected = whole();
        abandon();
        Path changed = switch (what) {
            case "spec" -> run.file(RunDirectory.SPEC);
            case "log" -> run.file(RunDirectory.STEPS);
            default -> checkpoint(8);
        };
        byte[] original = Files.readAllBytes(changed);
        switch (what) {
            case "format" -> ResumableRun.tamper(run, (state, tensors) -> state.put("format", 2));
            case "threads" -> ResumableRun.tamper(run, (state, tensors) -> state.put("threads", 3));
            case "spec" -> Files.writeString(changed, Files.readString(changed) + "\n");
            default -> Files.write(changed, Arrays.copyOf(original, 20));
        }
        Map<String, String> before = contents();
        RunOutcome outcome = go(run);
        assertThat(outcome).isInstanceOf(RunOutcome.Failed.class);
        assertThat(((RunOutcome.Failed) outcome).cause()).contains(words).contains("start the run as a new one");
        assertThat(contents()).isEqualTo(before);
        Files.write(changed, original);
        ResumableRun.reopen(run);
        completesLike(expected);
        assertThat(events()).contains("resumed at step 8");
    }

    private CompletableFuture<RunOutcome> onDisk(AtomicBoolean full) {
        AtomicFile.Opener disk = file -> full.get() ? new FullDisk(file, 100) : AtomicFile.Opener.DISK.open(file);
        RunWorker.Setting setting = new RunWorker.Setting(
                ResumableRun.quadraticParts(step -> full.compareAndSet(false, step == 5), () -> {}), disk);
        return CompletableFuture.supplyAsync(() -> RunWorker.run(run, 1, setting));
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private int warnings() {
        return events().split("the checkpoint at step 8 could not be written, earlier ones are as they were", -1).length
                - 1;
    }

    private byte[] bytes(long step) {
        try {
            return Files.readAllBytes(checkpoint(step));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void onAFullDiskItPausesAndTriesAgainWhenResumed() throws Exception {
        Left expected = whole();
        AtomicBoolean full = new AtomicBoolean();
        CompletableFuture<RunOutcome> outcome = onDisk(full);
        await(() -> warnings() == 1);
        byte[] earlier = bytes(4);
        assertThat(events()).contains("No space left on device", "resume it, which tries again, or stop it");
        await(() -> run.status() == RunStatus.PAUSED);
        assertThat(checkpoints()).containsExactly("best-000000000003.safetensors", "step-000000000004.safetensors");
        run.request(Control.RESUME);
        await(() -> warnings() == 2);
        await(() -> run.status() == RunStatus.PAUSED);
        assertThat(bytes(4)).isEqualTo(earlier);
        assertThat(checkpoints()).containsExactly("best-000000000003.safetensors", "step-000000000004.safetensors");
        full.set(false);
        run.request(Control.RESUME);
        assertThat(outcome.get(30, TimeUnit.SECONDS)).isEqualTo(COMPLETED);
        assertThat(Left.by(run).differences(expected)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"STOP", "STOP_AND_KEEP"})
    void onAFullDiskItCanBeStopped(String how) throws Exception {
        Left expected = whole();
        CompletableFuture<RunOutcome> outcome = onDisk(new AtomicBoolean());
        await(() -> warnings() == 1);
        byte[] earlier = bytes(4);
        run.request(Control.valueOf(how));
        if (how.equals("STOP_AND_KEEP")) {
            // That cannot be done either; only the other stop gives it up.
            await(() -> warnings() == 2);
            assertThat(outcome).isNotDone();
            run.request(Control.STOP);
        }
        assertThat(outcome.get(30, TimeUnit.SECONDS)).isEqualTo(new RunOutcome.Stopped(8));
        assertThat(bytes(4)).isEqualTo(earlier);
        assertThat(checkpoints()).containsExactly("best-000000000003.safetensors", "step-000000000004.safetensors");
        ResumableRun.reopen(run);
        completesLike(expected);
    }
}
