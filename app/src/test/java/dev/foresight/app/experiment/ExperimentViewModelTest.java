package dev.foresight.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.app.task.SameThreadTaskRunner;
import dev.foresight.engine.optim.UpdateRule;
import dev.foresight.engine.project.Control;
import dev.foresight.engine.project.SpecValidation;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.CheckpointSpec;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.ExecutionSpec.Convolution;
import dev.foresight.engine.spec.ExecutionSpec.Layers;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.OptimizerSpec;
import dev.foresight.engine.spec.PredictionSpec;
import dev.foresight.engine.spec.SpecDefaults;
import dev.foresight.engine.spec.Task;
import dev.foresight.engine.spec.Values;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExperimentViewModelTest {
    private final ExperimentViewModel model =
            new ExperimentViewModel(new SameThreadTaskRunner(), SpecValidation::check, Components.registered());

    @BeforeEach
    void load() {
        model.load(ExperimentTemplate.all().getFirst().spec());
    }

    @Test
    void aTemplateRunsAsItIs() {
        for (ExperimentTemplate template : ExperimentTemplate.all()) {
            model.load(template.spec());
            assertThat(model.runnable().get()).as(template.title()).isTrue();
            assertThat(model.dirty().get()).isFalse();
        }
    }

    @Test
    void togglingAHorizonAddsAnArmThatDiffersInItAlone() {
        model.toggleHorizon(3);
        assertThat(model.horizons()).containsExactly(0.0, 1.0, 3.0);
        assertThat(spec().arms().getLast().optimizer())
                .isEqualTo(spec().arms().getFirst().optimizer());
        assertThat(spec().arms().getLast().color()).isEqualTo("#a8391f");
        assertThat(model.dirty().get()).isTrue();
        model.toggleHorizon(3);
        assertThat(model.dirty().get()).isFalse();
    }

    @Test
    void anotherRuleGivesTheArmsItsNameAndKeepsTheValuesThatItHasToo() {
        model.load(spec().withArms(List.of(
                spec().arms().getFirst(),
                new ArmSpec(
                        "mine",
                        "#a8391f",
                        new OptimizerSpec(
                                new ComponentSpec("adamw", new Values(Map.of("beta1", 0.8, "weightDecay", 0.02))),
                                1e-3),
                        new PredictionSpec(2)))));
        model.fields().rule.text().set("sgd");
        assertThat(spec().arms().stream().map(ArmSpec::name)).containsExactly("SGD with momentum", "mine");
        assertThat(spec().arms().getLast().optimizer().rule().parameters().given())
                .isEqualTo(Map.of("weightDecay", 0.02));
        assertThat(model.runnable().get()).isTrue();
        model.toggleHorizon(1);
        assertThat(spec().arms().stream().map(ArmSpec::name))
                .containsExactly("SGD with momentum", "WP-SGD with momentum s=1", "mine");
        model.fields().rule.text().set("adamw");
        assertThat(spec().arms().stream().map(ArmSpec::name)).containsExactly("AdamW", "WP-AdamW s=1", "mine");
    }

    @Test
    void everyRuleCanBeChosenAndRuns() {
        for (UpdateRule rule : model.components().rules()) {
            model.fields().rule.text().set(rule.id());
            assertThat(model.runnable().get()).as(rule.id()).isTrue();
        }
    }

    @Test
    void theLastArmStays() {
        model.toggleHorizon(0);
        model.toggleHorizon(1);
        assertThat(spec().arms()).hasSize(1);
    }

    @Test
    void nonsenseIsToldBesideItsFieldAndTheSpecKeepsItsValue() {
        SpecField rate = model.fields().learningRate;
        rate.text().set("fast");
        assertThat(rate.problem().get().orElseThrow().allowed()).contains("a number");
        assertThat(model.runnable().get()).isFalse();
        assertThat(spec().arms().getFirst().optimizer().learningRate()).isEqualTo(1e-3);
        rate.text().set("2e-3");
        assertThat(rate.problem().get()).isEmpty();
        assertThat(spec().arms())
                .allSatisfy(arm -> assertThat(arm.optimizer().learningRate()).isEqualTo(2e-3));
        assertThat(rate.text().get()).as("what was typed stays").isEqualTo("2e-3");
    }

    @Test
    void aNegativeBatchIsToldBesideItsField() {
        model.fields().batch.text().set("-1");
        assertThat(model.fields().batch.problem().get()).isPresent();
        assertThat(model.otherProblems()).isEmpty();
        assertThat(model.runnable().get()).isFalse();
    }

    @Test
    void anOutlandishHorizonIsAWarningAndRuns() {
        model.toggleHorizon(1000);
        assertThat(model.runnable().get()).isTrue();
    }

    @Test
    void undoTakesBackAWholeNumberNotALetter() {
        SpecField batch = model.fields().batch;
        batch.text().set("6");
        batch.text().set("64");
        assertThat(spec().training().batch()).isEqualTo(64);
        model.undo();
        assertThat(spec().training().batch()).isEqualTo(128);
        assertThat(batch.text().get()).isEqualTo("128");
        model.redo();
        assertThat(spec().training().batch()).isEqualTo(64);
    }

    @Test
    void aNetworkForTextsBringsATextAndItsOwnParameters() {
        model.fields().network.text().set("lstm");
        assertThat(spec().task()).isEqualTo(Task.LANGUAGE_MODEL);
        assertThat(spec().data().set().id()).isEqualTo("grammar");
        assertThat(model.fields().networkParameters)
                .extracting(SpecField::label)
                .hasSameSizeAs(
                        model.components().architecture("lstm").orElseThrow().parameters());
        assertThat(model.runnable().get()).isTrue();
    }

    @Test
    void onlyDataOfTheNetworksTaskAreOnOffer() {
        assertThat(model.fields().dataSet.options())
                .extracting(SpecField.Option::id)
                .containsExactlyInAnyOrder("shapes", "cifar10");
        model.fields().network.text().set("lstm");
        assertThat(model.fields().dataSet.options())
                .extracting(SpecField.Option::id)
                .containsExactlyInAnyOrder("grammar", "ptb");
        assertThat(model.fields().dataSet.text().get()).isEqualTo("grammar");
    }

    @Test
    void changingTheTaskIsOneStepAndTakesWhatIsUsualThere() {
        ExperimentSpec images = spec();
        model.fields().batch.text().set("64");
        model.fields().network.text().set("lstm");
        assertThat(spec().training().batch()).isEqualTo(20);
        assertThat(spec().training().clip()).isEqualTo(0.25);
        assertThat(spec().training().length()).isEqualTo(images.training().length());
        assertThat(model.horizons()).containsExactly(0.0, 1.0);
        model.fields().network.text().set("mlp");
        assertThat(spec().data().set().id()).isEqualTo("shapes");
        assertThat(spec().training().batch()).isEqualTo(128);
        model.undo();
        assertThat(spec().architecture().id()).isEqualTo("lstm");
        model.undo();
        assertThat(spec().architecture()).isEqualTo(images.architecture());
        assertThat(spec().training().batch()).isEqualTo(64);
        assertThat(model.fields().dataSet.text().get()).isEqualTo("shapes");
    }

    @Test
    void everyNetworkAndDataSetOnOfferCanBeChosenInAnyOrder() {
        for (int round = 0; round < 2; round++) {
            for (SpecField.Option network : model.fields().network.options()) {
                model.fields().network.text().set(network.id());
                for (SpecField.Option data : List.copyOf(model.fields().dataSet.options())) {
                    model.fields().dataSet.text().set(data.id());
                    assertThat(spec().data().set().id()).isEqualTo(data.id());
                    boolean needsFiles =
                            data.id().equals("cifar10") || data.id().equals("ptb");
                    if (needsFiles) {
                        assertThat(model.otherProblems())
                                .as(network.id() + " on " + data.id())
                                .isEmpty();
                    } else {
                        assertThat(model.runnable().get())
                                .as(network.id() + " on " + data.id())
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void aFileWhoseDataDoNotSuitItsNetworkIsMendedByChoosingOtherData() {
        ExperimentSpec images = spec();
        model.load(images.withTask(Task.LANGUAGE_MODEL)
                .withData(ExperimentTemplate.forTask(Task.LANGUAGE_MODEL).spec().data()));
        assertThat(model.runnable().get()).isFalse();
        model.fields().dataSet.text().set("shapes");
        assertThat(spec().task()).isEqualTo(Task.IMAGE_CLASSIFICATION);
        assertThat(model.runnable().get()).isTrue();
    }

    @Test
    void howARunComputesIsChosenByTheWordsOfTheFile() {
        model.fields().layers.text().set("stock");
        model.fields().convolution.text().set("exact");
        assertThat(spec().execution().layers()).isEqualTo(Layers.STOCK);
        assertThat(spec().execution().convolution()).isEqualTo(Convolution.EXACT);
        assertThat(model.runnable().get()).isTrue();
    }

    @Test
    void checkpointsAreCountedInSecondsOrStepsOrNeverWritten() {
        SpecField every = model.fields().checkpointEvery;
        SpecField unit = model.fields().checkpointUnit;
        assertThat(every.text().get()).isEqualTo("300");
        unit.text().set("steps");
        every.text().set("50");
        model.fields().checkpointKeep.text().set("4");
        assertThat(checkpoint()).isEqualTo(new CheckpointSpec(new CheckpointSpec.Steps(50), 4));
        unit.text().set("never");
        assertThat(checkpoint().every()).isEqualTo(new CheckpointSpec.Never());
        assertThat(every.text().get()).isEmpty();
        assertThat(model.runnable().get()).isTrue();
        unit.text().set("seconds");
        assertThat(checkpoint().every()).isEqualTo(new CheckpointSpec.Seconds(300));
        assertThat(every.text().get()).isEqualTo("300");
        assertThat(model.runnable().get()).isTrue();
    }

    @Test
    void whatIsWrongWithCheckpointsIsToldBesideTheirFields() {
        model.fields().checkpointEvery.text().set("0");
        model.fields().checkpointKeep.text().set("0");
        assertThat(model.fields().checkpointEvery.problem().get()).isPresent();
        assertThat(model.fields().checkpointKeep.problem().get()).isPresent();
        assertThat(model.otherProblems()).isEmpty();
        assertThat(model.runnable().get()).isFalse();
        model.fields().checkpointEvery.text().set("often");
        assertThat(model.fields().checkpointEvery.problem().get().orElseThrow().allowed())
                .contains("whole number");
    }

    private CheckpointSpec checkpoint() {
        return spec().execution().checkpoint();
    }

    @Test
    void statisticsToEstimateAnewNeedANetworkThatHasThem() {
        model.fields().reestimateBatches.text().set("10");
        assertThat(spec().training().reestimateBatches()).isEqualTo(10);
        assertThat(model.runnable().get()).isTrue();
        model.fields().network.text().set("mlp");
        assertThat(model.fields().reestimateBatches.problem().get()).isPresent();
        assertThat(model.otherProblems()).isEmpty();
    }

    @Test
    void samplesAreAskedForAndTheirProblemsStandBesideTheirFields() {
        model.fields().sampleEvery.text().set("30");
        model.fields().predictedSteps.text().set("1, 4-6");
        assertThat(spec().training().diagnostics())
                .isEqualTo(SpecDefaults.DIAGNOSTICS.withEvery(30).withHorizons(List.of(1L, 4L, 5L, 6L)));
        assertThat(model.runnable().get()).isTrue();
        model.fields().predictedSteps.text().set("1, 1");
        assertThat(model.fields().predictedSteps.problem().get()).isPresent();
        model.fields().predictedSteps.text().set("1000");
        model.fields().sampleEvery.text().set("1");
        assertThat(model.fields().sampleEvery.problem().get().orElseThrow().allowed())
                .contains("1001 samples that are open at once");
        assertThat(model.otherProblems()).isEmpty();
    }

    @Test
    void everyDeclaredParameterHasAFieldWithHelp() {
        assertThat(model.fields().all()).allSatisfy(field -> {
            assertThat(field.label()).isNotBlank();
            assertThat(field.help()).isNotBlank();
        });
    }

    @Test
    void seedsAreReadAsListsAndRanges() {
        model.fields().seeds.text().set("1-3, 7");
        assertThat(spec().seeds()).containsExactly(1L, 2L, 3L, 7L);
        model.fields().seeds.text().set("3-1");
        assertThat(model.fields().seeds.problem().get()).isPresent();
    }

    private ExperimentSpec spec() {
        return Objects.requireNonNull(model.spec().get());
    }

    @Test
    void aControlIsAddedOnceAndUndone() {
        model.addControl(Control.RANDOM);
        assertThat(spec().arms().stream().map(ArmSpec::name))
                .containsExactly("AdamW", "WP-AdamW s=1", "WP-AdamW s=1 random");
        assertThat(model.runnable().get()).isTrue();
        model.addControl(Control.RANDOM);
        assertThat(spec().arms()).hasSize(3);
        model.undo();
        assertThat(spec().arms()).hasSize(2);
        model.redo();
        model.removeArm(spec().arms().getLast());
        assertThat(model.dirty().get()).isFalse();
    }

    @Test
    void controlsLeaveTheFieldsAndTheHorizonsAlone() {
        for (Control control : Control.values()) {
            model.addControl(control);
        }
        assertThat(model.horizons()).containsExactly(0.0, 1.0);
        assertThat(model.fields().rule.text().get()).isEqualTo("adamw");
        assertThat(model.fields().learningRate.text().get()).isEqualTo("0.001");
        model.fields().learningRate.text().set("0.003");
        assertThat(spec().arms().stream().map(arm -> arm.optimizer().learningRate()))
                .as("AdamW, WP, larger rate, Nesterov, NAdam, random, backward")
                .containsExactly(0.003, 0.003, 0.006, 0.1, 0.003, 0.003, 0.003);
        model.toggleHorizon(2);
        assertThat(spec().arms().stream().map(ArmSpec::name)).startsWith("AdamW", "WP-AdamW s=1", "WP-AdamW s=2");
        model.toggleHorizon(0);
        assertThat(spec().arms().stream().map(ArmSpec::name)).contains("NAdam").doesNotContain("AdamW");
        model.toggleHorizon(-1);
        assertThat(spec().arms()).as("it is there as a control").hasSize(7);
    }
}
