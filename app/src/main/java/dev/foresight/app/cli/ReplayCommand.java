package dev.foresight.app.cli;

import dev.foresight.engine.project.Project;
import dev.foresight.engine.project.SpecValidation;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.train.ReplayBundle;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foresight replay}: writes what another framework needs to repeat the first steps of a run. */
@Command(
        name = "replay",
        description =
                "Trains some steps and writes weights, batches, masks and losses for another framework to repeat.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "SPEC", description = "the file of an experiment")
    private Path file = Path.of("");

    @Option(names = "--arm", required = true, paramLabel = "NAME", description = "the arm")
    private String arm = "";

    @Option(names = "--seed", required = true, paramLabel = "N", description = "the seed")
    private long seed;

    @Option(names = "--steps", required = true, paramLabel = "K", description = "how many steps")
    private long steps;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "a new or empty folder")
    private Path out = Path.of("");

    @Option(names = "--set", paramLabel = "path=value", description = "changes a value of the spec; may be repeated")
    private Map<String, String> changes = new LinkedHashMap<>();

    ReplayCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ExperimentSpec spec = Project.readExperiment(file, changes);
        SpecValidation.require(spec, file.toString())
                .forEach(warning -> console.err().println("note: " + warning));
        RunOutcome outcome = ReplayBundle.write(spec, arm, seed, steps, out);
        return switch (outcome) {
            case RunOutcome.Completed completed -> {
                console.out().println("wrote " + completed.steps() + " steps to " + out);
                yield ExitCode.OK;
            }
            case RunOutcome.Stopped stopped -> {
                console.out().println("wrote " + stopped.steps() + " steps to " + out + ", then was stopped");
                yield ExitCode.OK;
            }
            case RunOutcome.Diverged diverged -> {
                console.err().println(diverged.words() + "; the steps before it are in " + out);
                yield ExitCode.RUN_FAILED;
            }
            case RunOutcome.Failed failed -> {
                console.err().println("failed: " + failed.cause());
                yield ExitCode.RUN_FAILED;
            }
        };
    }
}
