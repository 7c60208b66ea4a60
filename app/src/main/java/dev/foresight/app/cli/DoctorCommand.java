package dev.foresight.app.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foresight.engine.data.DataHome;
import dev.foresight.engine.net.dl4j.Backend;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code foresight doctor}: what this machine offers, and whether training works on it. */
@Command(
        name = "doctor",
        description = "Shows what the program found on this machine and trains for a second to test it.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private static final long MEBIBYTE = 1 << 20;

    private final Console console;

    @Option(names = "--json", description = "prints one JSON object")
    private boolean json;

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Map<String, String> facts = surroundings();
        boolean works = backend(facts);
        if (works) {
            SelfTest.Result test = SelfTest.run();
            facts.put("self-test", (test.passed() ? "passed: " : "FAILED: ") + test.text());
            works = test.passed();
        }
        if (json) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            facts.forEach(node::put);
            node.put("ok", works);
            console.out().println(node.toPrettyString());
        } else {
            facts.forEach((name, value) -> console.out().printf(Locale.ROOT, "%-12s %s%n", name, value));
        }
        return works ? ExitCode.OK : ExitCode.ENVIRONMENT;
    }

    private static Map<String, String> surroundings() {
        Runtime runtime = Runtime.getRuntime();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("foresight", ForesightCommand.version());
        facts.put("java", Runtime.version() + " (" + System.getProperty("java.home") + ")");
        facts.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"));
        facts.put("javafx", javaFx());
        facts.put("display", Display.missing().orElse("available"));
        facts.put("cores", Integer.toString(runtime.availableProcessors()));
        facts.put("memory", "heap of at most " + runtime.maxMemory() / MEBIBYTE + " MiB; machine " + machineMemory());
        facts.put("gpu", "not used: this version computes on the CPU");
        facts.put("data", DataHome.folder().toAbsolutePath().toString());
        return facts;
    }

    /** Loads the native library, which is where an unsuitable machine shows. */
    private static boolean backend(Map<String, String> facts) {
        try {
            Map<String, String> backend = Backend.describe();
            facts.put("nd4j", backend.getOrDefault("nd4j", "?") + ", " + backend.getOrDefault("backend", "?"));
            facts.put("native", backend.getOrDefault("variant", "?"));
            facts.put("onednn", Boolean.parseBoolean(backend.get("oneDnn")) ? "engaged" : "not engaged");
            facts.put("compiled networks", compiled(backend.getOrDefault("compiled", "none")));
            facts.put("blas", backend.getOrDefault("blas", "?"));
            facts.put("threads", backend.getOrDefault("threads", "?"));
            return true;
        } catch (LinkageError | RuntimeException e) {
            facts.put("native", "FAILED: " + e + "; reinstall, or build for this system and processor");
            return false;
        }
    }

    private static String compiled(String oneDnn) {
        return oneDnn.equals("none") ? "not on this platform: stock layers are used" : "oneDNN " + oneDnn;
    }

    /** From JavaFX's own properties file, so that none of its classes is loaded. */
    private static String javaFx() {
        try (InputStream stream = DoctorCommand.class.getResourceAsStream("/javafx.properties")) {
            Properties properties = new Properties();
            if (stream == null) {
                return "missing";
            }
            properties.load(stream);
            return Optional.ofNullable(properties.getProperty("javafx.runtime.version"))
                    .orElse("of unknown version");
        } catch (IOException e) {
            return "of unknown version (" + e.getMessage() + ")";
        }
    }

    private static String machineMemory() {
        return java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize() / MEBIBYTE + " MiB"
                : "unknown";
    }
}
