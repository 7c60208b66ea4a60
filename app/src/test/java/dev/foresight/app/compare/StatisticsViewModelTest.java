package dev.foresight.app.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.app.project.ProjectModel;
import dev.foresight.app.task.SameThreadTaskRunner;
import org.junit.jupiter.api.Test;

class StatisticsViewModelTest {
    /** One made for each call would be collected, and with it the listener that fills the table. */
    @Test
    void theListOfRowsIsOneThatStays() {
        SameThreadTaskRunner tasks = new SameThreadTaskRunner();
        StatisticsViewModel model = new StatisticsViewModel(tasks, new ProjectModel(tasks));
        assertThat(model.rows() == model.rows()).isTrue();
    }
}
