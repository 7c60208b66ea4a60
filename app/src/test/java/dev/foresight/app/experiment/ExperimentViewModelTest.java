package dev.foresight.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.app.task.SameThreadTaskRunner;
import dev.foresight.engine.project.SpecValidation;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.Task;
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
}
