package dev.foresight.engine.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The machine and the JVM that this process runs on. */
public final class Machine {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** Names and values for people and for provenance. */
    public static Map<String, String> describe() {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        machine.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        machine.put("processor", processor());
        machine.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        machine.put("memoryBytes", Long.toString(memoryBytes()));
        machine.put("heapBytes", Long.toString(Runtime.getRuntime().maxMemory()));
        return machine;
    }

    /** Program and arguments of this process; on systems that hide them, the JVM's own arguments. */
    static List<String> command() {
        ProcessHandle.Info info = ProcessHandle.current().info();
        List<String> command = new ArrayList<>(info.command().stream().toList());
        info.arguments()
                .ifPresentOrElse(
                        arguments -> command.addAll(List.of(arguments)),
                        () -> command.addAll(
                                ManagementFactory.getRuntimeMXBean().getInputArguments()));
        return command;
    }

    private static String processor() {
        if (Files.isReadable(CPU_INFO)) {
            try (Stream<String> lines = Files.lines(CPU_INFO)) {
                return lines.filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("unknown");
            } catch (IOException e) {
                return "unknown (" + e.getMessage() + ")";
            }
        }
        String windows = System.getenv("PROCESSOR_IDENTIFIER");
        return windows == null ? "unknown" : windows;
    }

    private static long memoryBytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
    }
}
