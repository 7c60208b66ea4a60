package dev.foresight.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.ScheduleSpec;
import dev.foresight.engine.spec.SpecDefaults;
import dev.foresight.engine.spec.Task;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LrScheduleTest {
    @Test
    void constantStaysAsItIs() {
        assertThat(new LrSchedule(new ScheduleSpec.Constant(), 0.1, 10).at(12345))
                .isEqualTo(0.1);
    }

    @Test
    void multiStepDropsAtTheStartOfEachEpochNamed() {
        LrSchedule schedule = new LrSchedule(new ScheduleSpec.MultiStep(List.of(2L, 3L), 0.1), 1, 10);
        assertThat(schedule.at(19)).isEqualTo(1);
        assertThat(schedule.at(20)).isEqualTo(0.1);
        assertThat(schedule.at(29)).isEqualTo(0.1);
        assertThat(schedule.at(30)).isEqualTo(0.1 * 0.1);
    }

    @Test
    void evaluationsComeFirstAtTheIntervalAndLast() {
        Timetable timetable = Timetable.of(SpecDefaults.training(Task.IMAGE_CLASSIFICATION, Amount.steps(7)), 3);
        assertThat(LongStream.rangeClosed(0, 7).filter(timetable::evaluates)).containsExactly(0L, 3L, 6L, 7L);
        assertThat(timetable.epoch(5)).isEqualTo(1);
        assertThat(timetable.position(5)).isEqualTo(2);
        assertThat(timetable.epochs(6)).isEqualTo(2);
    }
}
