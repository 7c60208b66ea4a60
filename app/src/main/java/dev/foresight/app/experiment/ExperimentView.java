package dev.foresight.app.experiment;

import dev.foresight.engine.spec.SpecProblem;
import dev.foresight.engine.spec.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.fxml.FXML;
import javafx.fxml.FXMLLoader;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.VBox;

/** The form in which an experiment is edited; the controller of ExperimentView.fxml. */
// The loader fills the fields before initialize().
@SuppressWarnings("NullAway.Init")
public final class ExperimentView extends ScrollPane {
    private final ExperimentViewModel model;
    private final LabelColumn column = new LabelColumn();
    private final BooleanProperty text = new SimpleBooleanProperty();

    @FXML
    private VBox form;

    @FXML
    private FieldRow network;

    @FXML
    private VBox networkParameters;

    @FXML
    private FieldRow dataSet;

    @FXML
    private VBox dataParameters;

    @FXML
    private FieldRow trainExamples;

    @FXML
    private FieldRow validationExamples;

    @FXML
    private FieldRow augmentation;

    @FXML
    private FieldRow rule;

    @FXML
    private FieldRow horizons;

    @FXML
    private ControlChips controls;

    @FXML
    private Formula formula;

    @FXML
    private FieldRow learningRate;

    @FXML
    private VBox ruleParameters;

    @FXML
    private TitledPane moreOfRule;

    @FXML
    private VBox moreRuleParameters;

    @FXML
    private FieldRow schedule;

    @FXML
    private VBox scheduleParameters;

    @FXML
    private FieldRow warmUp;

    @FXML
    private SchedulePreview preview;

    @FXML
    private FieldRow batch;

    @FXML
    private FieldRow bptt;

    @FXML
    private FieldRow variableBptt;

    @FXML
    private FieldRow length;

    @FXML
    private FieldRow evaluateEvery;

    @FXML
    private FieldRow reestimateBatches;

    @FXML
    private FieldRow sampleEvery;

    @FXML
    private FieldRow predictedSteps;

    @FXML
    private FieldRow clip;

    @FXML
    private FieldRow seeds;

    @FXML
    private FieldRow threads;

    @FXML
    private FieldRow layers;

    @FXML
    private FieldRow convolution;

    @FXML
    private FieldRow checkpointEvery;

    @FXML
    private FieldRow checkpointKeep;

    @FXML
    private FieldRow memoryLimit;

    @FXML
    private Label otherProblems;

    public ExperimentView(ExperimentViewModel model) {
        this.model = model;
        FXMLLoader loader = new FXMLLoader(ExperimentView.class.getResource("ExperimentView.fxml"));
        loader.setRoot(this);
        loader.setController(this);
        try {
            loader.load();
        } catch (IOException missing) {
            throw new UncheckedIOException("the form's own description cannot be read", missing);
        }
    }

    @FXML
    private void initialize() {
        ExperimentFields fields = model.fields();
        network.showWide(fields.network);
        dataSet.showWide(fields.dataSet);
        trainExamples.show(fields.trainExamples, column);
        validationExamples.show(fields.validationExamples, column);
        augmentation.show(fields.augmentation, column);
        rule.show(fields.rule, column);
        HorizonChips chips = new HorizonChips();
        chips.show(model);
        horizons.show(fields.horizons, column, chips);
        controls.show(model);
        learningRate.show(fields.learningRate, column);
        batch.show(fields.batch, column);
        bptt.show(fields.bptt, column);
        variableBptt.show(fields.variableBptt, column);
        length.show(fields.length, column);
        length.add(fields.lengthUnit);
        evaluateEvery.show(fields.evaluateEvery, column);
        evaluateEvery.add(fields.evaluateUnit);
        reestimateBatches.show(fields.reestimateBatches, column);
        sampleEvery.show(fields.sampleEvery, column);
        ObservableBooleanValue none = fields.sampleEvery.text().isEqualTo("0");
        predictedSteps.show(fields.predictedSteps, column).disableProperty().bind(none);
        schedule.show(fields.schedule, column);
        warmUp.show(fields.warmUp, column);
        fill(scheduleParameters, fields.scheduleParameters);
        preview.show(model);
        clip.show(fields.clip, column);
        seeds.show(fields.seeds, column);
        threads.show(fields.threads, column);
        layers.show(fields.layers, column);
        convolution.show(fields.convolution, column);
        ObservableBooleanValue never = fields.checkpointUnit.text().isEqualTo(CommonFields.NEVER);
        checkpointEvery.show(fields.checkpointEvery, column).disableProperty().bind(never);
        checkpointEvery.add(fields.checkpointUnit);
        checkpointKeep.show(fields.checkpointKeep, column);
        memoryLimit.show(fields.memoryLimit, column);
        fill(networkParameters, fields.networkParameters);
        fill(dataParameters, fields.dataParameters);
        split(fields.ruleParameters);
        formula.show(model);
        fields.ruleParameters.addListener((ListChangeListener<SpecField>) change -> split(fields.ruleParameters));
        model.spec().addListener((observed, former, spec) -> {
            form.setDisable(spec == null);
            text.set(spec != null && spec.task() == Task.LANGUAGE_MODEL);
        });
        showFor(bptt, fields.bptt, text);
        showFor(variableBptt, fields.variableBptt, text);
        showFor(reestimateBatches, fields.reestimateBatches, text.not());
        showFor(augmentation, fields.augmentation, text.not());
        model.otherProblems().addListener((ListChangeListener<SpecProblem>) change -> showOthers());
        showOthers();
    }

    /** A field that does not matter to the task hides, but never with a problem that keeps the experiment from running. */
    private static void showFor(FieldRow row, SpecField field, ObservableBooleanValue matters) {
        row.visibleProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> matters.get() || field.problem().get().isPresent(), matters, field.problem()));
    }

    private void showOthers() {
        otherProblems.setText(model.otherProblems().stream()
                .map(problem -> problem.path() + ": " + problem.allowed())
                .collect(Collectors.joining("\n")));
        otherProblems.setVisible(!model.otherProblems().isEmpty());
        otherProblems.setManaged(otherProblems.isVisible());
    }

    private void fill(VBox box, ObservableList<SpecField> fields) {
        rows(box, fields);
        fields.addListener((ListChangeListener<SpecField>) change -> rows(box, fields));
    }

    /** Weight decay is what people change; the rest of a rule's parameters stands behind a title. */
    private void split(List<SpecField> fields) {
        rows(ruleParameters, fields.stream().filter(ExperimentView::isMain).toList());
        rows(moreRuleParameters, fields.stream().filter(field -> !isMain(field)).toList());
        for (SpecField field : fields) {
            if (!isMain(field)) {
                // What keeps the experiment from running must not stay folded away.
                field.problem().addListener((observed, former, problem) -> {
                    if (problem.isPresent()) {
                        moreOfRule.setExpanded(true);
                    }
                });
            }
        }
        moreOfRule.setVisible(!moreRuleParameters.getChildren().isEmpty());
        moreOfRule.setManaged(moreOfRule.isVisible());
    }

    private static boolean isMain(SpecField field) {
        return field.label().toLowerCase(java.util.Locale.ROOT).startsWith("weight decay");
    }

    private void rows(VBox box, List<SpecField> fields) {
        box.getChildren().forEach(row -> column.remove(((FieldRow) row).label()));
        box.getChildren()
                .setAll(fields.stream().map(field -> FieldRow.of(field, column)).toList());
        box.setVisible(!fields.isEmpty());
        box.setManaged(!fields.isEmpty());
    }
}
