package dev.foresight.app;

import dev.foresight.engine.queue.RunQueue;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command that starts this program again as a process of its own, without {@code worker RUNDIR}: the same java, the
 * same class path, the settings that computing needs and nothing of the window's. Knows no JavaFX, so that the command
 * line can use it.
 */
public final class WorkerCommand {
    private static final List<String> COMPUTING = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dorg.eclipse.deeplearning4j.helpers.disable=false",
            "-Djava.awt.headless=true",
            Deserialization.REFUSED);

    /**
     * A worker's heap holds a few large arrays for as long as it lives, and the batches of the next steps. A heap that
     * starts small and a young generation that stays small keep the process 50 to 70 MB smaller than the JVM's own choice,
     * at the same speed (docs/performance.md). The largest heap is left to the JVM.
     */
    private static final List<String> SMALL_HEAP = List.of("-XX:+UseSerialGC", "-Xms16m", "-Xmn8m");

    private static final List<String> PASSED_ON = List.of(
            "-Dforesight.", "-Dorg.bytedeco.", "-Dorg.nd4j.", "-Djava.io.tmpdir=", "-Dfile.encoding=", "-Duser.");

    private WorkerCommand() {}

    /** The prefix for workers of this process. */
    public static List<String> prefix() {
        return prefix(
                java(),
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                System.getProperty("java.class.path"));
    }

    static List<String> prefix(String java, List<String> jvmArguments, String classPath) {
        List<String> command = new ArrayList<>();
        command.add(java);
        command.addAll(COMPUTING);
        command.addAll(SMALL_HEAP);
        command.addAll(StartCache.options(classPath));
        command.add("-XX:ErrorFile=" + RunQueue.RUN_FOLDER + File.separator + RunQueue.CRASH_REPORT);
        // Heap, caches, agents and the window's toolkit are this process's own business and would harm a worker.
        jvmArguments.stream()
                .filter(argument -> PASSED_ON.stream().anyMatch(argument::startsWith))
                .forEach(command::add);
        command.add("-cp");
        command.add(classPath);
        command.add("dev.foresight.app.Main");
        return List.copyOf(command);
    }

    private static String java() {
        return ProcessHandle.current()
                .info()
                .command()
                .orElseGet(() ->
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }
}
