package dev.foresight.bench.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The small form of bench/fuzz: every input that is stored, then some thousand new ones for every target. */
class FuzzTest {
    private static final long EXECUTIONS = 60_000;
    private static final long SEED = 1;
    private static final Path FINDINGS = Path.of("target", "fuzz-findings");

    static List<FuzzTarget> targets() {
        return FuzzTarget.ALL;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void storedInputsKeepTheParsersPromises(FuzzTarget target) throws IOException {
        assertThat(target.inputFiles()).isNotEmpty();
        for (Path file : target.inputFiles()) {
            try {
                target.feed(Files.readAllBytes(file));
            } catch (Throwable e) {
                fail(file + ": " + e, e);
            }
        }
    }

    @Test
    void newInputsKeepTheParsersPromises() throws IOException, InterruptedException {
        FuzzProcess.Result result =
                FuzzProcess.run(FuzzTarget.EVERY, EXECUTIONS, SEED, FINDINGS, Duration.ofMinutes(10));
        assertThat(result.finding())
                .as("mend it, then put the input without its first byte into src/test/fuzz/TARGET")
                .isEmpty();
        assertThat(result.executions()).isGreaterThanOrEqualTo(EXECUTIONS);
        assertThat(result.edges()).as("edges of the program seen").isGreaterThan(result.edgesBefore());
    }

    @Test
    void everyTargetIsRun() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src", "test", "java"))) {
            List<String> classes = sources.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith("Fuzz.java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .toList();
            assertThat(targets()).extracting(FuzzTarget::name).containsExactlyInAnyOrderElementsOf(classes);
        }
    }
}
