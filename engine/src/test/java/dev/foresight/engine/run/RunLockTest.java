package dev.foresight.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.foresight.engine.spec.Amount;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RunLockTest {
    private static final int RIVALS = 6;

    @TempDir
    Path runs;

    private RunDirectory run() {
        return RunDirectory.create(runs, TinyRun.of(Amount.steps(1), 0));
    }

    private static void lock(RunDirectory run, ProcessMark holder) throws IOException {
        Files.writeString(run.file(RunDirectory.LOCK), holder.text());
    }

    /** Takes the run named by its argument when a line comes, says whether it got it, and lives until input ends. */
    static final class Rival {
        private Rival() {}

        public static void main(String[] arguments) throws IOException {
            System.out.println("ready");
            System.in.read();
            System.out.println(RunLock.take(new RunDirectory(Path.of(arguments[0]))));
            System.in.read();
        }
    }

    @Test
    void oneOfManyProcessesTakesIt() throws Exception {
        RunDirectory run = run();
        List<Process> rivals = new ArrayList<>();
        try {
            for (int i = 0; i < RIVALS; i++) {
                rivals.add(new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx32m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Rival.class.getName(),
                                run.folder().toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
            }
            List<BufferedReader> answers =
                    rivals.stream().map(Process::inputReader).toList();
            for (BufferedReader answer : answers) {
                assertThat(answer.readLine()).isEqualTo("ready");
            }
            for (Process rival : rivals) {
                rival.getOutputStream().write('\n');
                rival.getOutputStream().flush();
            }
            List<Long> winners = new ArrayList<>();
            for (int i = 0; i < RIVALS; i++) {
                if (Boolean.parseBoolean(answers.get(i).readLine())) {
                    winners.add(rivals.get(i).pid());
                }
            }
            assertThat(winners)
                    .containsExactly(RunLock.holder(run).orElseThrow().pid());
            assertThat(RunLock.state(run)).isEqualTo(RunLock.State.HELD);
        } finally {
            rivals.forEach(Process::destroyForcibly);
            for (Process rival : rivals) {
                rival.waitFor();
            }
        }
        assertThat(RunLock.state(run)).isEqualTo(RunLock.State.DEAD);
        try (Stream<Path> left = Files.list(run.folder())) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(RunDirectory.SPEC, RunDirectory.LOCK);
        }
    }

    @Test
    void aReaderNeverSeesItUnfinished() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicBoolean unfinished = new AtomicBoolean();
        List<RunDirectory> many = Stream.generate(this::run).limit(300).toList();
        Thread reader = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                for (RunDirectory run : many) {
                    if (Files.exists(run.file(RunDirectory.LOCK))
                            && RunLock.holder(run).isEmpty()) {
                        unfinished.set(true);
                    }
                }
            }
        });
        many.forEach(RunLock::take);
        over.set(true);
        reader.join();
        assertThat(unfinished).isFalse();
    }

    @Test
    void aLaterProcessWithTheSameIdDoesNotHoldIt() throws IOException {
        RunDirectory run = run();
        ProcessMark here = ProcessMark.here();
        lock(run, here);
        assertThat(RunLock.state(run)).isEqualTo(RunLock.State.HELD);
        lock(run, new ProcessMark(here.pid(), here.start() + "0", here.host()));
        assertThat(RunLock.state(run)).isEqualTo(RunLock.State.DEAD);
    }

    @Test
    void onLinuxTheStartIsCountedFromTheBootAndNotFromTheClock() throws IOException {
        Path boot = Path.of("/proc/sys/kernel/random/boot_id");
        assumeTrue(Files.exists(boot));
        String[] fields = Files.readString(Path.of("/proc/self/stat")).split(" ", -1);
        // Of this process, whose name "java" or "(java)" has no blank.
        assertThat(ProcessMark.here().start()).isEqualTo(Files.readString(boot).strip() + ":" + fields[21]);
    }

    @Test
    void oneOfAnotherMachineIsHeldUntilItsWorkerHasBeenSilentForLong() throws IOException {
        RunDirectory run = run();
        lock(run, new ProcessMark(ProcessMark.here().pid(), ProcessMark.here().start(), "elsewhere"));
        assertThat(RunLock.state(run)).isEqualTo(RunLock.State.HELD);
        silent(run, RunLock.SILENCE.minus(Duration.ofMinutes(1)));
        assertThat(RunLock.state(run)).isEqualTo(RunLock.State.HELD);
        silent(run, RunLock.SILENCE.plus(Duration.ofMinutes(1)));
        assertThat(RunLock.state(run)).isEqualTo(RunLock.State.DEAD);
        RunLock.renew(run);
        assertThat(RunLock.state(run)).isEqualTo(RunLock.State.HELD);
    }

    private static void silent(RunDirectory run, Duration time) throws IOException {
        Files.setLastModifiedTime(
                run.file(RunDirectory.LOCK), FileTime.from(Instant.now().minus(time)));
    }
}
