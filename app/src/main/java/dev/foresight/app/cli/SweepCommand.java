package dev.foresight.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foresight.engine.project.Project;
import dev.foresight.engine.queue.Slots;
import dev.foresight.engine.run.RunStatus;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.plots.table.Question;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foresight sweep}: trains what a sweep asks for and is not there yet, and compares the arms of each experiment. */
@Command(
        name = "sweep",
        description = {
            "Runs every cell of a sweep that has not been run, goes on with those that were stopped, and compares.",
            "The same command after an interruption goes on; a file with more seeds or values adds to what is there."
        },
        mixinStandardHelpOptions = true)
final class SweepCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE", description = "the file of a sweep")
    private Path file = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "folder for runs/ and figures/; by default the project, or NAME-results outside any project")
    private @Nullable Path out;

    @Option(names = "--dry-run", description = "tells what would be run, and runs nothing")
    private boolean dry;

    @Option(names = "--json", description = "prints the comparisons, or with --dry-run the plan, as one JSON object")
    private boolean json;

    @Mixin
    private SlotOption slots = new SlotOption();

    SweepCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Slots available = slots.slots();
        List<PlannedExperiment> experiments = PlannedExperiment.of(Project.readSweep(file), file, out);
        SweepRuns sweep = SweepRuns.of(experiments);
        announce(experiments, sweep);
        if (dry) {
            print(sweep);
            return ExitCode.OK;
        }
        sweep.complete();
        List<RunView> open = sweep.open();
        if (!open.isEmpty()) {
            Execution.run(open, available, console.workerCommand(), console.err(), console.terminal());
        }
        List<Comparison> comparisons = new ArrayList<>();
        List<Path> written = new ArrayList<>();
        sweep.byExperiment().forEach((experiment, runs) -> {
            Comparison comparison = Comparison.of(runs, Question.USUAL).getFirst();
            comparisons.add(comparison);
            written.addAll(ResultFiles.write(comparison, experiment.figures()));
        });
        print(comparisons, written);
        boolean failed = sweep.runs().stream()
                .map(RunView::status)
                .anyMatch(status -> status == RunStatus.FAILED || status == RunStatus.DIVERGED);
        return failed ? ExitCode.RUN_FAILED : ExitCode.OK;
    }

    private void announce(List<PlannedExperiment> experiments, SweepRuns sweep) {
        PrintWriter err = console.err();
        experiments.stream()
                .flatMap(experiment -> experiment.warnings().stream())
                .map(Object::toString)
                .distinct()
                .forEach(warning -> err.println("note: " + warning));
        experiments.stream()
                .flatMap(experiment -> experiment.foldersElsewhere().stream())
                .distinct()
                .forEach(folder -> err.println("note: reads data from " + folder
                        + ", which the sweep names and which is outside the project"));
        err.println(file + ": experiments: " + experiments.size() + ", runs: " + sweep.size() + ", of which "
                + sweep.missing() + " have to be written; in "
                + experiments.getFirst().output().resolve("runs"));
        Map<RunStatus, Integer> there = new TreeMap<>();
        sweep.runs().forEach(run -> there.merge(run.status(), 1, Integer::sum));
        there.forEach((status, count) -> err.println("  " + status.name().toLowerCase(Locale.ROOT) + ": "
                + count
                + switch (status) {
                    case COMPLETED, DIVERGED -> ", left as they are";
                    case RUNNING, PAUSED -> ", left to the process that executes them";
                    case WAITING, STOPPED, FAILED -> ", to be gone on with";
                }));
        err.flush();
    }

    private void print(SweepRuns sweep) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ArrayNode list = result.putArray("experiments");
        sweep.planned().forEach((experiment, missing) -> {
            List<String> arms =
                    experiment.spec().arms().stream().map(ArmSpec::name).toList();
            ObjectNode entry = list.addObject().put("name", experiment.spec().name());
            arms.forEach(entry.putArray("arms")::add);
            experiment.spec().seeds().forEach(entry.putArray("seeds")::add);
            entry.put("runs", experiment.spec().runs().size()).put("missing", missing);
            if (!json) {
                console.out()
                        .println(experiment.spec().name() + ": runs "
                                + experiment.spec().runs().size() + ", missing "
                                + missing + "; arms " + String.join(", ", arms) + "; seeds "
                                + experiment.spec().seeds());
            }
        });
        if (json) {
            console.out().println(result.toPrettyString());
        }
        console.out().flush();
    }

    private void print(List<Comparison> comparisons, List<Path> written) {
        PrintWriter out = console.out();
        if (json) {
            ObjectNode result = ComparisonJson.of(comparisons);
            ArrayNode paths = result.putArray("files");
            written.forEach(path -> paths.add(path.toString()));
            out.println(result.toPrettyString());
        } else {
            for (Comparison comparison : comparisons) {
                out.println();
                out.print(ComparisonText.of(comparison));
            }
            written.forEach(path -> out.println("wrote " + path));
        }
        out.flush();
    }
}
