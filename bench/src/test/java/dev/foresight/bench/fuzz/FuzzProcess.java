package dev.foresight.bench.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fuzzes one target, guided by coverage, in a process of its own with a small heap: what takes more memory than that for
 * an input of a few kilobytes, or ten seconds, is a finding as well.
 */
final class FuzzProcess {
    private static final String HEAP = "-Xmx256m";
    private static final int SECONDS_AN_INPUT = 10;
    private static final int MAX_BYTES = 8192;

    /** Of libFuzzer's protocol: inputs done, edges and features of the program seen. */
    private static final Pattern STATE =
            Pattern.compile("#(\\d+)\\s+(INITED|DONE|NEW|REDUCE|pulse)\\s+cov: (\\d+) ft: (\\d+).*");

    /** Watchers for kinds of mischief that these parsers have no means for; looking for them takes half of the start. */
    private static final String SANITIZERS = Stream.of(
                    "BigDecimal",
                    "ClojureLangHooks",
                    "Deserialization",
                    "ExpressionLanguageInjection",
                    "FilePathTraversal",
                    "LdapInjection",
                    "NamingContextLookup",
                    "OsCommandInjection",
                    "ReflectiveCall",
                    "RegexInjection",
                    "ScriptEngineInjection",
                    "ServerSideRequestForgery",
                    "SqlInjection",
                    "TemplateInjection",
                    "UnsafeSanitizer",
                    "XPathInjection",
                    "XmlParserSsrfGuidance")
            .map(name -> "com.code_intelligence.jazzer.sanitizers." + name)
            .collect(Collectors.joining(":"));

    /** Libraries for computing and drawing: no parser needs them, and the start looks through all jars. */
    private static final Pattern NEEDLESS =
            Pattern.compile("(nd4j|deeplearning4j|openblas|dnnl|opencl|javacpp|javafx|jfreechart|pdfbox|batik|jmh).*");

    private static final Pattern CRASH = Pattern.compile("Test unit written to (.+)");

    private FuzzProcess() {}

    /**
     * What came out.
     *
     * @param executions inputs tried
     * @param edgesBefore edges of the program that the stored inputs reach
     * @param edges those that were reached in the end
     * @param finding what went wrong, with the place of the input; empty when nothing did
     */
    record Result(
            FuzzTarget target,
            long executions,
            double seconds,
            long edgesBefore,
            long edges,
            Optional<String> finding) {}

    /**
     * @param findings receives inputs that break a promise
     * @param patience how long the process may take; when it is over the result is a finding
     */
    static Result run(FuzzTarget target, long executions, long seed, Path findings, Duration patience)
            throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("fuzz-" + target.name());
        try {
            return run(target, executions, seed, findings, patience, work);
        } finally {
            delete(work);
        }
    }

    private static Result run(
            FuzzTarget target, long executions, long seed, Path findings, Duration patience, Path work)
            throws IOException, InterruptedException {
        Path corpus = Files.createDirectory(work.resolve("corpus"));
        int number = 0;
        for (byte[] input : target.inputs()) {
            Files.write(corpus.resolve("input-" + number++), input);
        }
        Path temporary = Files.createDirectory(work.resolve("tmp"));
        Files.createDirectories(findings);
        Path log = work.resolve("log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                classPath(),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.className(),
                "--instrumentation_includes=dev.foresight.engine.**:dev.foresight.plots.**:dev.foresight.app.**",
                "--disabled_hooks=" + SANITIZERS,
                "--reproducer_path=" + work,
                "-artifact_prefix=" + findings.toAbsolutePath() + "/" + target.name() + "-",
                "-dict=" + FuzzTarget.dictionary().toAbsolutePath(),
                "-runs=" + executions,
                "-seed=" + seed,
                "-max_len=" + MAX_BYTES,
                "-timeout=" + SECONDS_AN_INPUT,
                "-rss_limit_mb=1500",
                "-len_control=0",
                corpus.toString()));
        long begun = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended;
        try {
            ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            process.destroyForcibly().waitFor();
        }
        return result(target, log, ended ? process.exitValue() : -1, (System.nanoTime() - begun) / 1e9);
    }

    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !NEEDLESS.matcher(String.valueOf(Path.of(entry).getFileName()))
                        .matches())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Result result(FuzzTarget target, Path log, int exit, double seconds) throws IOException {
        long executions = 0;
        long before = 0;
        long edges = 0;
        List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .toList();
        String input = "no input was written";
        for (String line : lines) {
            Matcher state = STATE.matcher(line);
            if (state.matches()) {
                executions = Long.parseLong(state.group(1));
                edges = Long.parseLong(state.group(3));
                before = state.group(2).equals("INITED") ? edges : before;
            }
            Matcher crash = CRASH.matcher(line);
            if (crash.find()) {
                input = crash.group(1);
            }
        }
        if (exit == 0) {
            return new Result(target, executions, seconds, before, edges, Optional.empty());
        }
        // A fuzzer that does not even start says why at its end; a finding stands before the statistics.
        int from = Math.max(0, lines.size() - 40);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("== Java Exception") || lines.get(i).contains("ERROR: libFuzzer")) {
                from = i;
                break;
            }
        }
        String words = String.join("\n", lines.subList(from, Math.min(lines.size(), from + 40)));
        return new Result(
                target,
                executions,
                seconds,
                before,
                edges,
                Optional.of(target.className() + " (exit " + exit + "), input in " + input + "\n" + words));
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @org.jspecify.annotations.Nullable IOException e)
                    throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
