package dev.foresight.bench.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The large form: {@code bench/fuzz [--executions N] [--seed N] [TARGET...]}. Gives each target that many inputs, one
 * after the other (EveryParser is all of them as one), and prints a row of a Markdown table for each. Ends with 1 when there is a finding.
 */
public final class FuzzRuns {
    private static final Path FINDINGS = Path.of("target", "fuzz-findings");

    private FuzzRuns() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        long executions = 1_000_000;
        long seed = System.nanoTime() & 0x7fffffff;
        List<FuzzTarget> targets = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--executions" -> executions = Long.parseLong(arguments[++i]);
                case "--seed" -> seed = Long.parseLong(arguments[++i]);
                default -> targets.add(target(arguments[i]));
            }
        }
        System.out.println("seed " + seed);
        System.out.println("| target | executions | seconds | edges before | edges | findings |");
        System.out.println("|---|---:|---:|---:|---:|---|");
        boolean found = false;
        for (FuzzTarget target : targets.isEmpty() ? FuzzTarget.ALL : targets) {
            FuzzProcess.Result result = FuzzProcess.run(target, executions, seed, FINDINGS, Duration.ofHours(24));
            System.out.println(String.format(
                    Locale.ROOT,
                    "| %s | %,d | %.0f | %d | %d | %s |",
                    target.name(),
                    result.executions(),
                    result.seconds(),
                    result.edgesBefore(),
                    result.edges(),
                    result.finding().isPresent() ? "1" : "none"));
            result.finding().ifPresent(System.err::println);
            found |= result.finding().isPresent();
        }
        System.exit(found ? 1 : 0);
    }

    private static FuzzTarget target(String name) {
        return Stream.concat(FuzzTarget.ALL.stream(), Stream.of(FuzzTarget.EVERY))
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + ": no such target; known: "
                        + FuzzTarget.ALL.stream().map(FuzzTarget::name).toList()));
    }
}
