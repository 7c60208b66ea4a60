package dev.foresight.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.foresight.app.task.SameThreadTaskRunner;
import dev.foresight.engine.project.SpecValidation;
import dev.foresight.engine.spec.ScheduleSpec;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScheduleFieldsTest {
    private final ExperimentViewModel model =
            new ExperimentViewModel(new SameThreadTaskRunner(), SpecValidation::check, Components.registered());

    @BeforeEach
    void load() {
        model.load(ExperimentTemplate.all().getFirst().spec());
        model.fields().length.text().set("8");
    }

    @Test
    void everyKindRunsAsItIsChosenAndBeforeAWarmUpToo() {
        for (String kind : List.of("constant", "step", "multi-step", "cosine", "one-cycle")) {
            model.fields().schedule.text().set(kind);
            assertThat(model.runnable().get()).as(kind).isTrue();
            model.fields().warmUp.text().set("2");
            assertThat(schedule()).isInstanceOf(ScheduleSpec.WarmUp.class);
            assertThat(model.runnable().get()).as(kind + " warm").isTrue();
            assertThat(curve().rates()[0]).as(kind).isLessThan(curve().max());
            model.fields().warmUp.text().set("0");
            assertThat(model.fields().schedule.text().get()).isEqualTo(kind);
        }
    }

    @Test
    void theCurveHasTheRatesOfTheEpochs() {
        assertThat(curve().rates()).hasSize(8).containsOnly(1e-3);
        model.fields().schedule.text().set("multi-step");
        field("At epochs").text().set("2, 4");
        field("Factor").text().set("0.5");
        assertThat(schedule()).isEqualTo(new ScheduleSpec.MultiStep(List.of(2L, 4L), 0.5));
        assertThat(curve().rates()).containsExactly(1e-3, 1e-3, 5e-4, 5e-4, 2.5e-4, 2.5e-4, 2.5e-4, 2.5e-4);
        model.fields().schedule.text().set("cosine");
        assertThat(curve().rates()[4]).isCloseTo(5e-4, within(1e-12));
        model.fields().warmUp.text().set("4");
        field("Warm-up from").text().set("0");
        assertThat(curve().rates()[1]).isCloseTo(2.5e-4, within(1e-12));
        assertThat(curve().rates()[4]).isEqualTo(1e-3);
        assertThat(curve().extent()).isEqualTo("8 epochs");
        model.undo();
        model.undo();
        assertThat(schedule()).isInstanceOf(ScheduleSpec.Cosine.class);
    }

    @Test
    void whatIsWrongStandsBesideItsField() {
        model.fields().schedule.text().set("cosine");
        model.fields().warmUp.text().set("2");
        field("Over epochs").text().set("0");
        assertThat(field("Over epochs").problem().get()).isPresent();
        assertThat(model.fields().warmUp.problem().get()).isEmpty();
        assertThat(model.otherProblems()).isEmpty();
        assertThat(model.runnable().get()).isFalse();
        assertThat(ScheduleCurve.of(Objects.requireNonNull(model.spec().get()))).isEmpty();
        field("Over epochs").text().set("8");
        model.fields().warmUp.text().set("-1");
        assertThat(model.fields().warmUp.problem().get()).isPresent();
    }

    @Test
    void aLongTrainingIsThinnedAndOneInStepsShowsTheSchedule() {
        model.fields().schedule.text().set("cosine");
        model.fields().length.text().set("100000");
        assertThat(curve().rates()).hasSize(ScheduleCurve.COLUMNS);
        model.fields().lengthUnit.text().set("STEPS");
        assertThat(curve().epochs()).isEqualTo(9);
        assertThat(curve().extent()).contains("the length is in steps");
    }

    private ScheduleSpec schedule() {
        return Objects.requireNonNull(model.spec().get()).training().schedule();
    }

    private ScheduleCurve curve() {
        return ScheduleCurve.of(Objects.requireNonNull(model.spec().get())).orElseThrow();
    }

    private SpecField field(String label) {
        return model.fields().scheduleParameters.stream()
                .filter(field -> field.label().equals(label))
                .findFirst()
                .orElseThrow();
    }
}
