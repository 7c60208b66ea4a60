package dev.foresight.engine.run;

import dev.foresight.engine.spec.ExecutionSpec;
import dev.foresight.engine.spec.RunSpec;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What is needed to run a run again and to judge its times: the program, the machine, the backend, the data;
 * {@code provenance.json}. What is run stands in {@code spec.json}.
 *
 * @param started when the worker began
 * @param command the worker's command line, as far as the system tells it
 * @param program version and commit of this program
 * @param machine JVM, operating system, processor, cores, memory
 * @param backend what computes: library, native variant, threads
 * @param data what the data set says of itself: checksums or the generator and its seed
 */
public record Provenance(
        Instant started,
        List<String> command,
        Map<String, String> program,
        Map<String, String> machine,
        Map<String, String> backend,
        Map<String, String> data) {
    public Provenance {
        command = List.copyOf(command);
        program = Map.copyOf(program);
        machine = Map.copyOf(machine);
        backend = Map.copyOf(backend);
        data = Map.copyOf(data);
    }

    /** Of this process, now. */
    public static Provenance here(Map<String, String> backend, Map<String, String> data) {
        return new Provenance(
                Instant.now(), Machine.command(), BuildInfo.describe(), Machine.describe(), backend, data);
    }

    /** The threads that an earlier worker of the run computed with; empty where none came so far. */
    static OptionalInt threads(RunDirectory directory) {
        Path file = directory.file(RunDirectory.PROVENANCE);
        try {
            int threads = RunJson.number(SmallFile.read(file), "threads");
            return threads > 0 ? OptionalInt.of(threads) : OptionalInt.empty();
        } catch (NoSuchFileException e) {
            return OptionalInt.empty();
        } catch (IOException e) {
            throw new RunIoException(file, "cannot read", e, "check that the run's folder may be read");
        }
    }

    /** Writes {@code provenance.json}, with how and with which seed the run computes. */
    public void write(RunDirectory directory, RunSpec run) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", 1);
        json.put("started", started.toString());
        json.put("command", command);
        json.put("program", program);
        ExecutionSpec execution = run.experiment().execution();
        json.put("device", execution.device().id());
        json.put("threads", execution.resolvedThreads());
        json.put("layers", execution.layers().id());
        json.put("convolution", execution.convolution().id());
        json.put("seed", run.seed());
        json.put("machine", machine);
        json.put("backend", backend);
        json.put("data", data);
        AtomicFile.replace(directory.file(RunDirectory.PROVENANCE), RunJson.write(json));
    }
}
