package dev.foresight.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.engine.spec.ScheduleSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class LrScheduleTest {
    @Test
    void constantStaysAsItIs() {
        assertThat(new LrSchedule(new ScheduleSpec.Constant(), 0.1).at(12345)).isEqualTo(0.1);
    }

    @Test
    void multiStepDropsAtTheStartOfEachEpochNamed() {
        LrSchedule schedule = new LrSchedule(new ScheduleSpec.MultiStep(List.of(2L, 3L), 0.1), 1);
        assertThat(schedule.at(1)).isEqualTo(1);
        assertThat(schedule.at(2)).isEqualTo(0.1);
        assertThat(schedule.at(3)).isEqualTo(0.1 * 0.1);
    }
}
