package dev.foresight.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.SpecDefaults;
import dev.foresight.engine.spec.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimetableTest {
    private static final int[] STEPS = {3, 1, 2, 4, 5};

    private static Timetable timetable(Amount length, Amount evaluateEvery) {
        return Timetable.of(
                SpecDefaults.training(Task.LANGUAGE_MODEL, length).withEvaluateEvery(evaluateEvery),
                epoch -> STEPS[(int) epoch]);
    }

    @Test
    void everyStepHasItsEpochAndPosition() {
        Timetable timetable = timetable(Amount.epochs(4), Amount.epochs(1));

        assertThat(LongStream.range(0, 10).map(timetable::epoch))
                .containsExactly(0L, 0L, 0L, 1L, 2L, 2L, 3L, 3L, 3L, 3L);
        assertThat(LongStream.range(0, 10).mapToInt(timetable::position)).containsExactly(0, 1, 2, 0, 0, 1, 0, 1, 2, 3);
        assertThat(timetable.position(1)).isEqualTo(1);
    }

    @Test
    void fractionsOfAnEpochGoByItsOwnLength() {
        Timetable timetable = timetable(Amount.epochs(3), Amount.epochs(1));

        assertThat(List.of(0L, 1L, 3L, 4L, 5L, 6L).stream().map(timetable::epochs))
                .containsExactly(0.0, 1 / 3.0, 1.0, 2.0, 2.5, 3.0);
    }

    @Test
    void epochsOfOneLengthAreCompletedStepsOverIt() {
        Timetable timetable =
                Timetable.of(SpecDefaults.training(Task.IMAGE_CLASSIFICATION, Amount.epochs(9)), epoch -> 7);

        assertThat(LongStream.range(0, 63).mapToObj(timetable::epochs))
                .isEqualTo(LongStream.range(0, 63).mapToObj(step -> step / 7.0).toList());
    }

    @Test
    void evaluationsComeFirstAtTheIntervalAndLast() {
        assertThat(evaluations(timetable(Amount.epochs(4), Amount.epochs(1)))).containsExactly(0L, 3L, 4L, 6L, 10L);
        assertThat(evaluations(timetable(Amount.epochs(4), Amount.epochs(3)))).containsExactly(0L, 6L, 10L);
        assertThat(evaluations(timetable(Amount.steps(7), Amount.steps(3)))).containsExactly(0L, 3L, 6L, 7L);
        assertThat(evaluations(timetable(Amount.steps(5), Amount.epochs(1)))).containsExactly(0L, 3L, 4L, 5L);
    }

    private static List<Long> evaluations(Timetable timetable) {
        List<Long> steps = new ArrayList<>();
        long step = 0;
        for (; !timetable.over(step); step++) {
            if (timetable.evaluates(step)) {
                steps.add(step);
            }
        }
        assertThat(timetable.evaluates(step)).isTrue();
        steps.add(step);
        return steps;
    }

    @Test
    void epochsAreAskedForWhenTrainingGetsThere() {
        List<Long> asked = new ArrayList<>();
        Timetable timetable =
                Timetable.of(SpecDefaults.training(Task.LANGUAGE_MODEL, Amount.epochs(1_000_000_000)), epoch -> {
                    asked.add(epoch);
                    return 2;
                });

        assertThat(timetable.over(3)).isFalse();
        assertThat(asked).containsExactly(0L, 1L);
    }

    @Test
    void anEpochWithoutStepsIsRefused() {
        assertThatThrownBy(() -> Timetable.of(SpecDefaults.training(Task.LANGUAGE_MODEL, Amount.epochs(1)), epoch -> 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("epoch 0", "0 steps", "bptt");
    }
}
