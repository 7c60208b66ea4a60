package dev.foresight.engine.project;

import dev.foresight.engine.arch.Architecture;
import dev.foresight.engine.data.Dataset;
import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.optim.UpdateRule;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.Component;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.DiagnosticsSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.InvalidSpecException;
import dev.foresight.engine.spec.NearestNames;
import dev.foresight.engine.spec.Parameters;
import dev.foresight.engine.spec.Registry;
import dev.foresight.engine.spec.SpecProblem;
import dev.foresight.engine.spec.SpecRanges;
import dev.foresight.engine.spec.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks everything a spec names whether the spec can run: the spec itself, its architecture, data set and rules. */
public final class SpecValidation {
    private static final String ARCHITECTURE = "architecture";
    private static final String DATA = "data";

    private final Registry<Architecture> architectures;
    private final Registry<Dataset> datasets;
    private final Registry<UpdateRule> rules;

    /** A validation that knows these components only. */
    SpecValidation(Registry<Architecture> architectures, Registry<Dataset> datasets, Registry<UpdateRule> rules) {
        this.architectures = architectures;
        this.datasets = datasets;
        this.rules = rules;
    }

    /** All problems at once, errors and warnings; the spec's own values first, then what its components say. */
    public static List<SpecProblem> check(ExperimentSpec spec) {
        return Registered.VALIDATION.problems(spec);
    }

    /**
     * Lets a spec through that can run.
     *
     * @param origin where the spec comes from, for the message
     * @return warnings
     * @throws InvalidSpecException with all problems
     */
    public static List<SpecProblem> require(ExperimentSpec spec, String origin) {
        List<SpecProblem> problems = check(spec);
        if (problems.stream().anyMatch(SpecProblem::isError)) {
            throw new InvalidSpecException(
                    origin + " cannot run",
                    problems.stream().filter(SpecProblem::isError).toList());
        }
        return problems;
    }

    List<SpecProblem> problems(ExperimentSpec spec) {
        List<SpecProblem> problems = new ArrayList<>(SpecRanges.check(spec));
        Optional<Architecture> architecture =
                find(architectures, "architectures", ARCHITECTURE, spec.architecture(), problems);
        Optional<Dataset> dataset =
                find(datasets, "data sets", DATA, spec.data().set(), problems);
        boolean fits = agrees(architecture.map(Architecture::task), spec, ARCHITECTURE, spec.architecture(), problems)
                & agrees(dataset.map(Dataset::task), spec, DATA, spec.data().set(), problems);
        if (dataset.isPresent() && sound(problems, DATA)) {
            problems.addAll(dataset.get().check(DATA, spec.data()));
        }
        if (fits && architecture.isPresent() && dataset.isPresent() && sound(problems, DATA, ARCHITECTURE)) {
            Shape input = dataset.get().input(spec.data());
            problems.addAll(architecture
                    .get()
                    .check(ARCHITECTURE + ".parameters", spec.architecture().parameters(), input));
            if (sound(problems, ARCHITECTURE)) {
                reestimation(spec, architecture.get(), input, problems);
                diagnostics(spec, architecture.get(), input, problems);
            }
        }
        for (int i = 0; i < spec.arms().size(); i++) {
            arm("arms[" + i + "]", spec.arms().get(i), problems);
        }
        return List.copyOf(problems);
    }

    private static void reestimation(
            ExperimentSpec spec, Architecture architecture, Shape input, List<SpecProblem> problems) {
        int batches = spec.training().reestimateBatches();
        if (batches > 0
                && network(spec, architecture, input).nodes().stream()
                        .noneMatch(node -> node.layer() instanceof Layer.BatchNorm)) {
            problems.add(SpecProblem.error(
                    SpecRanges.REESTIMATE_BATCHES,
                    batches,
                    "0 for " + architecture.id() + ", which has no batch normalisation"));
        }
    }

    private static void diagnostics(
            ExperimentSpec spec, Architecture architecture, Shape input, List<SpecProblem> problems) {
        DiagnosticsSpec diagnostics = spec.training().diagnostics();
        if (!diagnostics.on() || !sound(problems, SpecRanges.DIAGNOSTICS)) {
            return;
        }
        long parameters = network(spec, architecture, input).parameterCount();
        long needed = diagnostics.bytes(parameters);
        if (needed > diagnostics.allowed()) {
            long open = diagnostics.open();
            problems.add(SpecProblem.error(
                    SpecRanges.DIAGNOSTICS_MEMORY,
                    diagnostics.memory(),
                    "at least " + DiagnosticsSpec.megabytes(needed) + " MB for "
                            + (open == 1 ? "the sample that is" : open + " samples that are")
                            + " open at once, with two copies of " + parameters
                            + " parameters each; allow as much"
                            + (open == 1 ? "" : ", take samples less often or take smaller horizons")));
        }
    }

    /**
     * Only loading the data tells how many classes there are. The layers do not depend on it, and their parameters by a
     * few thousand.
     */
    private static LayerGraph network(ExperimentSpec spec, Architecture architecture, Shape input) {
        int outputs = input instanceof Shape.Tokens tokens ? tokens.vocabulary() : 2;
        return architecture.build(spec.architecture().parameters(), input, outputs);
    }

    private void arm(String path, ArmSpec arm, List<SpecProblem> problems) {
        Optional<UpdateRule> rule =
                find(rules, "update rules", path + ".rule", arm.optimizer().rule(), problems);
        if (rule.isPresent() && sound(problems, path)) {
            problems.addAll(rule.get().check(path, arm));
        }
    }

    /** The component with this id, its values checked against its declaration. */
    private static <C extends Component> Optional<C> find(
            Registry<C> registry, String kind, String path, ComponentSpec spec, List<SpecProblem> problems) {
        Optional<C> component = registry.find(spec.id());
        if (component.isEmpty()) {
            problems.add(SpecProblem.error(
                    path + ".id",
                    spec.id().isEmpty() ? "an empty text" : spec.id(),
                    NearestNames.sentence(kind, spec.id(), registry.ids())));
        }
        component.ifPresent(found ->
                problems.addAll(Parameters.check(path + ".parameters", found.parameters(), spec.parameters())));
        return component;
    }

    private static boolean agrees(
            Optional<Task> task,
            ExperimentSpec spec,
            String path,
            ComponentSpec component,
            List<SpecProblem> problems) {
        if (task.isEmpty() || task.get() == spec.task()) {
            return true;
        }
        problems.add(SpecProblem.error(
                path + ".id",
                component.id(),
                "one for the task " + spec.task().id() + "; this one is for "
                        + task.get().id()));
        return false;
    }

    /** Components are asked only about values that fit their declaration. */
    private static boolean sound(List<SpecProblem> problems, String... paths) {
        return problems.stream()
                .filter(SpecProblem::isError)
                .noneMatch(problem -> List.of(paths).stream()
                        .anyMatch(path ->
                                problem.path().equals(path) || problem.path().startsWith(path + ".")));
    }

    /** What the class path offers, looked up once. */
    private static final class Registered {
        static final SpecValidation VALIDATION = new SpecValidation(
                Registry.of(Architecture.class), Registry.of(Dataset.class), Registry.of(UpdateRule.class));
    }
}
