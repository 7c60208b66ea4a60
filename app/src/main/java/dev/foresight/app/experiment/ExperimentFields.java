package dev.foresight.app.experiment;

import dev.foresight.app.experiment.SpecField.Input;
import dev.foresight.app.experiment.SpecField.NotAValue;
import dev.foresight.app.experiment.SpecField.Option;
import dev.foresight.engine.arch.Architecture;
import dev.foresight.engine.project.ArmRoles;
import dev.foresight.engine.spec.Component;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.DataSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.Parameter;
import dev.foresight.engine.spec.Task;
import dev.foresight.engine.spec.Values;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** All fields of the form: the fixed ones and those that the chosen components declare. */
public final class ExperimentFields {
    public final SpecField description = CommonFields.description();
    public final SpecField learningRate = CommonFields.learningRate();
    public final SpecField batch = CommonFields.batch();
    public final SpecField bptt = CommonFields.bptt();
    public final SpecField variableBptt = CommonFields.variableBptt();
    public final SpecField length = CommonFields.length();
    public final SpecField lengthUnit = CommonFields.lengthUnit();
    public final SpecField schedule = ScheduleFields.kind();
    public final SpecField warmUp = ScheduleFields.warmUp();
    public final SpecField clip = CommonFields.clip();
    public final SpecField evaluateEvery = CommonFields.evaluateEvery();
    public final SpecField evaluateUnit = CommonFields.evaluateUnit();
    public final SpecField reestimateBatches = CommonFields.reestimateBatches();
    public final SpecField sampleEvery = SampleFields.every();
    public final SpecField predictedSteps = SampleFields.horizons();
    public final SpecField trainExamples = CommonFields.trainExamples();
    public final SpecField validationExamples = CommonFields.validationExamples();
    public final SpecField augmentation = CommonFields.augmentation();
    public final SpecField seeds = CommonFields.seeds();
    public final SpecField threads = CommonFields.threads();
    public final SpecField layers = CommonFields.layers();
    public final SpecField convolution = CommonFields.convolution();
    public final SpecField checkpointEvery = CommonFields.checkpointEvery();
    public final SpecField checkpointUnit = CommonFields.checkpointUnit();
    public final SpecField checkpointKeep = CommonFields.checkpointKeep();
    public final SpecField memoryLimit = CommonFields.memoryLimit();
    /** Shown as toggles; the field takes the problems of horizons. */
    public final SpecField horizons = CommonFields.horizons();

    public final SpecField network;
    public final SpecField dataSet;
    public final SpecField rule;

    /** Declared by the chosen components; replaced when another component is chosen. */
    public final ObservableList<SpecField> networkParameters = FXCollections.observableArrayList();

    public final ObservableList<SpecField> dataParameters = FXCollections.observableArrayList();
    public final ObservableList<SpecField> ruleParameters = FXCollections.observableArrayList();

    /** What the chosen kind of schedule takes. */
    public final ObservableList<SpecField> scheduleParameters = FXCollections.observableArrayList();

    private final Components components;
    private final BiConsumer<SpecField, String> edit;
    private String shownNetwork = "";
    private String shownData = "";
    private String shownRule = "";
    private String shownSchedule = "";

    ExperimentFields(Components components, BiConsumer<SpecField, String> edit) {
        this.components = components;
        this.edit = edit;
        network = new SpecField(
                "Network",
                "The architecture that every arm trains.",
                choice(components.architectures()),
                List.of("architecture", "architecture.id", "task"),
                spec -> spec.architecture().id(),
                this::chooseNetwork);
        dataSet = new SpecField(
                "Data",
                "The data set. Shapes and grammar are built in and need no file.",
                choice(components.dataSets()),
                List.of("data.id", "data.set", "data.set.id"),
                spec -> spec.data().set().id(),
                this::chooseData);
        rule = new SpecField(
                "Rule",
                "The update rule of all arms; they differ in the horizon s.",
                choice(components.rules()),
                List.of("arms[].rule.id", "arms[].optimizer.rule.id"),
                spec -> CommonFields.same(ArmRoles.of(spec).own().stream()
                        .map(arm -> arm.optimizer().rule().id())
                        .distinct()
                        .toList()),
                (spec, id) -> components
                        .rule(id)
                        .map(chosen -> Arms.rule(spec, chosen, components))
                        .orElse(spec));
        all().forEach(this::connect);
    }

    /** Every field there is now; the more special ones first, so that they claim their problems. */
    List<SpecField> all() {
        return Stream.of(
                        Stream.of(networkParameters, dataParameters, ruleParameters, scheduleParameters)
                                .flatMap(List::stream),
                        Stream.of(description, learningRate, batch, bptt, variableBptt, lengthUnit, length, clip),
                        Stream.of(
                                warmUp,
                                schedule,
                                evaluateUnit,
                                evaluateEvery,
                                reestimateBatches,
                                predictedSteps,
                                sampleEvery,
                                trainExamples,
                                validationExamples,
                                augmentation,
                                seeds,
                                threads,
                                layers,
                                convolution,
                                checkpointUnit,
                                checkpointEvery,
                                checkpointKeep,
                                memoryLimit,
                                horizons,
                                dataSet,
                                rule,
                                network))
                .flatMap(stream -> stream)
                .toList();
    }

    void refreshAll(ExperimentSpec spec) {
        rebuild(spec);
        all().forEach(field -> field.refresh(spec));
    }

    /** A field being typed in keeps its text. */
    void refreshExcept(SpecField edited, ExperimentSpec spec) {
        rebuild(spec);
        all().stream().filter(field -> field != edited).forEach(field -> field.refresh(spec));
    }

    private void rebuild(ExperimentSpec spec) {
        rebuildSchedule(spec);
        dataSet.offer(options(components.dataSetsFor(taskOf(spec))));
        String networkId = spec.architecture().id();
        if (!networkId.equals(shownNetwork)) {
            shownNetwork = networkId;
            fill(
                    networkParameters,
                    components
                            .architecture(networkId)
                            .map(Component::parameters)
                            .orElse(List.of()),
                    parameters -> ParameterFields.of(
                            parameters,
                            "architecture.parameters",
                            s -> List.of(s.architecture()),
                            (s, name, value) -> s.withArchitecture(SpecEdits.with(s.architecture(), name, value))));
        }
        String dataId = spec.data().set().id();
        if (!dataId.equals(shownData)) {
            shownData = dataId;
            fill(
                    dataParameters,
                    components.dataSet(dataId).map(Component::parameters).orElse(List.of()),
                    parameters -> ParameterFields.of(
                            parameters,
                            "data.parameters",
                            s -> List.of(s.data().set()),
                            (s, name, value) -> s.withData(
                                    s.data().withSet(SpecEdits.with(s.data().set(), name, value)))));
        }
        String ruleId = spec.arms().isEmpty()
                ? ""
                : ArmRoles.of(spec).own().getFirst().optimizer().rule().id();
        if (!ruleId.equals(shownRule)) {
            shownRule = ruleId;
            fill(
                    ruleParameters,
                    components.rule(ruleId).map(Component::parameters).orElse(List.of()),
                    parameters -> ParameterFields.of(
                            parameters,
                            "arms[].rule.parameters",
                            s -> ArmRoles.of(s).own().stream()
                                    .map(arm -> arm.optimizer().rule())
                                    .toList(),
                            SpecEdits::ruleParameter));
        }
    }

    private void rebuildSchedule(ExperimentSpec spec) {
        String shape = ScheduleFields.shape(spec);
        if (!shape.equals(shownSchedule)) {
            shownSchedule = shape;
            List<SpecField> made = ScheduleFields.of(spec);
            made.forEach(this::connect);
            scheduleParameters.setAll(made);
        }
    }

    private void fill(
            ObservableList<SpecField> target,
            List<Parameter> declared,
            Function<List<Parameter>, List<SpecField>> make) {
        List<SpecField> made = make.apply(declared);
        made.forEach(this::connect);
        target.setAll(made);
    }

    private void connect(SpecField field) {
        field.onEdit(edit);
    }

    /**
     * Another network starts from its defaults; one for another task brings data of that task with it, and the batch,
     * clipping and rule's parameters that are usual there. Horizons, rate, length and seeds stay.
     */
    private ExperimentSpec chooseNetwork(ExperimentSpec spec, String id) throws NotAValue {
        Architecture chosen = components.architecture(id).orElseThrow(() -> new NotAValue("a registered network"));
        if (chosen.id().equals(spec.architecture().id())) {
            return spec;
        }
        Task task = chosen.task();
        ComponentSpec architecture = new ComponentSpec(id, Values.NONE);
        boolean fits = components
                .dataSet(spec.data().set().id())
                .map(set -> set.task() == task)
                .orElse(task == spec.task());
        if (fits) {
            return spec.withTask(task).withArchitecture(architecture);
        }
        return ExperimentTemplate.forTask(task)
                .usualIn(spec.withTask(task).withArchitecture(architecture).withData(dataFor(task)));
    }

    private DataSpec dataFor(Task task) throws NotAValue {
        return components.dataSetsFor(task).stream()
                .min(Comparator.comparing(set -> needsFolder(set.parameters())))
                .map(set -> new DataSpec(
                        new ComponentSpec(set.id(), Values.NONE),
                        0,
                        task == Task.IMAGE_CLASSIFICATION ? 1000 : 0,
                        DataSpec.Augmentation.NONE))
                .orElseThrow(() -> new NotAValue("a network for which there is a data set"));
    }

    /** Only sets of the network's task are on offer, so a spec whose task said something else is put right as well. */
    private ExperimentSpec chooseData(ExperimentSpec spec, String id) {
        if (id.equals(spec.data().set().id())) {
            return spec;
        }
        return spec.withTask(taskOf(spec)).withData(spec.data().withSet(new ComponentSpec(id, Values.NONE)));
    }

    /** The network's task; the spec's own where the network is unknown. */
    private Task taskOf(ExperimentSpec spec) {
        return components
                .architecture(spec.architecture().id())
                .map(Architecture::task)
                .orElse(spec.task());
    }

    private static boolean needsFolder(List<Parameter> parameters) {
        return parameters.stream().anyMatch(Parameter.Location.class::isInstance);
    }

    private static Input choice(List<? extends Component> components) {
        return new Input.Choice(options(components));
    }

    private static List<Option> options(List<? extends Component> components) {
        return components.stream()
                .map(component -> new Option(component.id(), component.title(), component.summary()))
                .toList();
    }
}
