package dev.foresight.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foresight.engine.project.HalvingPlan;
import dev.foresight.engine.project.Project;
import dev.foresight.engine.project.SweepRuns;
import dev.foresight.engine.project.SweepRuns.There;
import dev.foresight.engine.queue.Slots;
import dev.foresight.engine.run.RunStatus;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.sweep.Halving;
import dev.foresight.engine.sweep.SweepSpec;
import dev.foresight.plots.table.Question;
import java.io.PrintWriter;
import java.nio.file.Files;
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
        SweepSpec sweep = Project.readSweep(file);
        List<PlannedExperiment> experiments = PlannedExperiment.of(sweep, file, out);
        Path output = experiments.getFirst().output();
        SweepRuns runs = SweepRuns.of(
                experiments.stream().map(PlannedExperiment::spec).toList(),
                Files.isDirectory(output.resolve("runs"))
                        ? RunFolders.in(output).stream().map(There::look).toList()
                        : List.of());
        announce(experiments, runs);
        if (dry) {
            print(sweep, experiments, runs);
            return ExitCode.OK;
        }
        experiments.getFirst().prepare();
        SweepRuns whole = runs.complete(output.resolve("runs"));
        new SweepExecution(available, console).run(sweep.halving(), whole);
        List<Comparison> comparisons = new ArrayList<>();
        List<Path> written = new ArrayList<>();
        boolean failed = false;
        for (SweepRuns of : whole.byExperiment().values()) {
            List<RunView> views =
                    of.there().stream().map(run -> new RunView(run.directory())).toList();
            Comparison comparison = Comparison.of(views, Question.USUAL).getFirst();
            comparisons.add(comparison);
            written.addAll(ResultFiles.write(comparison, experiments.getFirst().figures()));
            failed |= views.stream()
                    .map(RunView::status)
                    .anyMatch(status -> status == RunStatus.FAILED || status == RunStatus.DIVERGED);
        }
        print(sweep, whole.again(), comparisons, written);
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
        sweep.there().forEach(run -> there.merge(run.status(), 1, Integer::sum));
        there.forEach((status, count) -> err.println("  " + status.name().toLowerCase(Locale.ROOT) + ": "
                + count
                + switch (status) {
                    case COMPLETED, DIVERGED -> ", left as they are";
                    case RUNNING, PAUSED -> ", left to the process that executes them";
                    case WAITING, STOPPED, FAILED -> ", to be gone on with";
                }));
        err.flush();
    }

    private void print(SweepSpec sweep, List<PlannedExperiment> experiments, SweepRuns runs) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ArrayNode list = result.putArray("experiments");
        Map<String, SweepRuns> byExperiment = runs.byExperiment();
        for (PlannedExperiment experiment : experiments) {
            ExperimentSpec spec = experiment.spec();
            int missing = byExperiment
                    .getOrDefault(spec.name(), new SweepRuns(List.of()))
                    .missing();
            List<String> arms = spec.arms().stream().map(ArmSpec::name).toList();
            ObjectNode entry = list.addObject().put("name", spec.name());
            arms.forEach(entry.putArray("arms")::add);
            spec.seeds().forEach(entry.putArray("seeds")::add);
            entry.put("runs", spec.runs().size()).put("missing", missing);
            if (!json) {
                console.out()
                        .println(spec.name() + ": runs " + spec.runs().size() + ", missing " + missing + "; arms "
                                + String.join(", ", arms) + "; seeds " + spec.seeds());
            }
        }
        HalvingPlan plan = halved(sweep, runs);
        if (json) {
            put(plan, result);
            console.out().println(result.toPrettyString());
        } else if (plan != null) {
            console.out().println(plan.words());
        }
        console.out().flush();
    }

    private static @Nullable HalvingPlan halved(SweepSpec sweep, SweepRuns runs) {
        Halving halving = sweep.halving();
        return halving == null ? null : HalvingPlan.of(halving, runs);
    }

    private static void put(@Nullable HalvingPlan plan, ObjectNode result) {
        if (plan != null) {
            ObjectNode node = result.putObject("halving")
                    .put("cells", plan.standings().size())
                    .put("stoppedEarly", plan.stopped())
                    .put("saved", plan.saved());
            plan.waiting().ifPresent(rung -> node.put("waitingAt", Halving.words(rung)));
        }
    }

    private void print(SweepSpec sweep, SweepRuns runs, List<Comparison> comparisons, List<Path> written) {
        PrintWriter out = console.out();
        if (json) {
            ObjectNode result = ComparisonJson.of(comparisons);
            put(halved(sweep, runs), result);
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
