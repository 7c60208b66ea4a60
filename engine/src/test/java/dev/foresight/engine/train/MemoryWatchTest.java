package dev.foresight.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.engine.optim.AdamW;
import dev.foresight.engine.optim.WeightUpdate;
import dev.foresight.engine.run.CheckpointFolder;
import dev.foresight.engine.run.MemoryLimit;
import dev.foresight.engine.run.ProcessMemory;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunEvent;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.run.RunStatus;
import dev.foresight.engine.run.TinyRun;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.RunSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class MemoryWatchTest {
    private static final long MEGABYTE = 1_000_000;

    @TempDir
    Path runs;

    private static ProcessMemory resident(long bytes) {
        return new ProcessMemory(OptionalLong.of(bytes), OptionalLong.of(2 * bytes), 7);
    }

    @Test
    void looksOnceASecondAndTellsWhatIsAboveTheLimit() {
        AtomicLong now = new AtomicLong();
        AtomicLong bytes = new AtomicLong(10 * MEGABYTE);
        AtomicInteger looks = new AtomicInteger();
        MemoryWatch watch = new MemoryWatch(
                new MemoryLimit(10),
                () -> {
                    looks.incrementAndGet();
                    return resident(bytes.get());
                },
                now::get);
        assertThat(watch.excess()).isEmpty();
        bytes.incrementAndGet();
        now.set(TimeUnit.MILLISECONDS.toNanos(999));
        assertThat(watch.excess()).isEmpty();
        assertThat(looks).hasValue(1);
        now.set(TimeUnit.SECONDS.toNanos(1));
        assertThat(watch.excess()).hasValue(10 * MEGABYTE + 1);
        assertThat(new MemoryWatch(new MemoryLimit(0), () -> resident(Long.MAX_VALUE), now::get).excess())
                .isEmpty();
    }

    @Test
    void whatCannotBeKnownHasNoLineAndTheLimitIsBlind() {
        ProcessMemory unknown = new ProcessMemory(OptionalLong.empty(), OptionalLong.empty(), 5);
        MemoryWatch watch = new MemoryWatch(new MemoryLimit(1), () -> unknown, System::nanoTime);
        List<RunEvent> told = new ArrayList<>();
        watch.report(3, new Quadratic(5), told::add);
        assertThat(told)
                .containsExactly(
                        new RunEvent.Ledger(3, "memory_heap", 0, 5), new RunEvent.Ledger(3, "memory_native", 0, 0));
        assertThat(watch.blind()).isTrue();
        assertThat(watch.excess()).isEmpty();
    }

    @Test
    void whatIsKeptIsToldOnceWithTheExtraCopyOfAPrediction() {
        assertThat(kept(0)).containsExactly("weights 4", "gradient 4", "moments 8", "copies 0");
        assertThat(kept(1)).containsExactly("weights 4", "gradient 4", "moments 8", "copies 4");
    }

    private static List<String> kept(double horizon) {
        Quadratic network = new Quadratic(5);
        RunSpec run = TinyRun.of(Amount.steps(1), horizon);
        List<RunEvent> told = new ArrayList<>();
        try (WeightUpdate update = new AdamW().start(network, run.arm(), run.seed(), 1)) {
            MemoryWatch.describe(network, update, told::add);
        }
        return told.stream()
                .map(RunEvent.Ledger.class::cast)
                .map(line -> line.phase().replace("memory_", "") + " " + line.bytes())
                .toList();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aRunOverItsLimitKeepsItsStateFailsByNameAndGoesOnWithAnother() {
        RunSpec tiny = TinyRun.of(Amount.epochs(2), 1);
        ExperimentSpec experiment = tiny.experiment();
        RunSpec limited = new RunSpec(
                experiment.withExecution(experiment.execution().withMemoryLimit(1)), tiny.arm(), tiny.seed());
        RunDirectory directory = RunDirectory.create(runs, limited);
        RunParts.Maker maker = run -> new RunParts(new Quadratic.Data(3), new Quadratic(5), Map.of("backend", "test"));
        RunOutcome outcome = RunWorker.run(directory, maker);
        assertThat(outcome).isInstanceOfSatisfying(RunOutcome.Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(RunOutcome.Failed.Reason.MEMORY);
            assertThat(failed.cause())
                    .contains("over the memory limit", "1 MB are allowed", "--memory-limit", "smaller");
        });
        assertThat(directory.outcome()).contains(outcome);
        assertThat(directory.status()).isEqualTo(RunStatus.FAILED);
        assertThat(new CheckpointFolder(directory).newestStep()).hasValue(0);
        new MemoryLimit(1_000_000).write(directory);
        ResumableRun.reopen(directory);
        assertThat(RunWorker.run(directory, maker)).isEqualTo(new RunOutcome.Completed(6));
    }
}
