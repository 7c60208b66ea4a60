package dev.foresight.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foresight.engine.queue.Slots;
import dev.foresight.engine.run.RunStatus;
import dev.foresight.engine.spec.SpecProblem;
import dev.foresight.plots.table.Question;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs experiments one after the other and tells how their arms compare. */
final class ExperimentRunner {
    private ExperimentRunner() {}

    static int run(List<PlannedExperiment> experiments, Slots slots, boolean json, Console console) {
        List<Comparison> comparisons = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        boolean failed = false;
        for (PlannedExperiment experiment : experiments) {
            announce(experiment, console);
            List<RunView> runs =
                    experiment.createRuns().stream().map(RunView::new).toList();
            Execution.run(runs, slots, console.workerCommand(), console.err(), console.terminal());
            failed |= runs.stream()
                    .map(RunView::status)
                    .anyMatch(status -> status == RunStatus.FAILED || status == RunStatus.DIVERGED);
            Comparison comparison = Comparison.of(runs, Question.USUAL).getFirst();
            comparisons.add(comparison);
            List<Path> written = ResultFiles.write(comparison, experiment.figures());
            files.addAll(written);
            if (!json) {
                console.out().println();
                console.out().print(ComparisonText.of(comparison));
                written.forEach(file -> console.out().println("wrote " + file));
                console.out().flush();
            }
        }
        if (json) {
            ObjectNode result = ComparisonJson.of(comparisons);
            ArrayNode paths = result.putArray("files");
            files.forEach(file -> paths.add(file.toString()));
            console.out().println(result.toPrettyString());
            console.out().flush();
        }
        return failed ? ExitCode.RUN_FAILED : ExitCode.OK;
    }

    private static void announce(PlannedExperiment experiment, Console console) {
        for (SpecProblem warning : experiment.warnings()) {
            console.err().println("note: " + warning);
        }
        for (Path folder : experiment.foldersElsewhere()) {
            console.err()
                    .println("note: reads data from " + folder
                            + ", which the spec names and which is outside the project");
        }
        int arms = experiment.spec().arms().size();
        int seeds = experiment.spec().seeds().size();
        console.err()
                .println(experiment.spec().name() + ": " + arms * seeds + " runs (arms: " + arms + ", seeds: " + seeds
                        + "), written to " + experiment.output().resolve("runs"));
        console.err().flush();
    }
}
