package dev.foresight.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.app.WorkerCommand;
import dev.foresight.engine.queue.RunQueue;
import dev.foresight.engine.run.Control;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunStatus;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.SpecJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A worker speaks by files alone: it opens no socket, neither to listen nor to call. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "what a process has open is read from /proc")
class SilentWorkerTest {
    private static final ExperimentSpec ENDLESS = SpecJson.read("""
            {
              "format": 1, "name": "endless", "task": "image-classification",
              "architecture": {"id": "mlp", "parameters": {"hidden": 8}},
              "data": {"id": "shapes", "trainExamples": 64, "validationExamples": 32},
              "arms": [{"name": "AdamW", "rule": {"id": "adamw"}}],
              "training": {"length": {"steps": 10000000}, "batch": 16, "evaluateEvery": {"steps": 10000000}},
              "execution": {"threads": 1},
              "seeds": [1]
            }
            """, "endless");

    @TempDir
    Path folder;

    @Test
    void aTrainingWorkerHasNoSocket() throws Exception {
        RunDirectory run =
                RunDirectory.create(folder.resolve("runs"), ENDLESS.runs().getFirst());
        List<String> command = new ArrayList<>();
        WorkerCommand.prefix()
                .forEach(word -> command.add(
                        word.replace(RunQueue.RUN_FOLDER, run.folder().toString())));
        command.addAll(List.of("worker", run.folder().toString(), "--threads", "1"));
        Path log = run.file(RunDirectory.WORKER_LOG);
        Process worker = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
            while (!Files.exists(run.file(RunDirectory.STEPS)) || run.status() != RunStatus.RUNNING) {
                assertThat(worker.isAlive()).as(Files.readString(log)).isTrue();
                assertThat(System.nanoTime()).as("waiting for its first step").isLessThan(end);
                Thread.sleep(50);
            }
            assertThat(openFiles(worker.pid())).as("the look saw the worker").isNotEmpty();
            assertThat(sockets(worker.pid())).isEmpty();
            run.request(Control.STOP);
            assertThat(worker.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            worker.destroyForcibly();
        }
    }

    @Test
    void aListenerWouldBeSeen() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(sockets(ProcessHandle.current().pid()))
                    .as("port " + listener.getLocalPort())
                    .isNotEmpty();
        }
    }

    /** The sockets for TCP and UDP that a process has open, by their numbers. */
    private static Set<String> sockets(long pid) throws IOException {
        Set<String> known = new HashSet<>();
        for (String table : List.of("tcp", "tcp6", "udp", "udp6")) {
            Path file = Path.of("/proc", Long.toString(pid), "net", table);
            if (Files.exists(file)) {
                Files.readAllLines(file).stream()
                        .skip(1)
                        .forEach(line -> known.add("socket:[" + line.strip().split("\\s+")[9] + "]"));
            }
        }
        Set<String> open = openFiles(pid);
        open.retainAll(known);
        return open;
    }

    private static Set<String> openFiles(long pid) throws IOException {
        Set<String> open = new HashSet<>();
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path file : files.toList()) {
                try {
                    open.add(Files.readSymbolicLink(file).toString());
                } catch (NoSuchFileException e) {
                    // Closed since it was listed.
                    continue;
                }
            }
        }
        return open;
    }
}
