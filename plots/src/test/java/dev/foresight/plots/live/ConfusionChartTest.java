package dev.foresight.plots.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.engine.net.Confusion;
import dev.foresight.engine.run.ConfusionTable;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;

class ConfusionChartTest {
    private static final ConfusionTable TABLE =
            new ConfusionTable(List.of("cat", "dog"), Confusion.of(new long[][] {{15, 5}, {0, 1000}}));

    private static void press(ConfusionChart chart, KeyCode key) {
        chart.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, false, false, false, false));
    }

    @Test
    void theWholeAndEachCellAreSaidInWords() throws Exception {
        FxThread.call(() -> {
            ConfusionChart chart = new ConfusionChart(ChartTheme.LIGHT);
            assertThat(chart.told().get()).isEmpty();
            chart.setTable(TABLE);
            assertThat(chart.told().get()).isEqualTo("1,015 of 1,020 right (99.5 %)");
            chart.mark(0, 1);
            assertThat(chart.told().get()).isEqualTo("cat taken for dog: 5 of 20 (25.0 %)");
            assertThat(chart.getAccessibleText()).contains("cat taken for dog");
            return chart;
        });
    }

    @Test
    void arrowsMoveTheMarkAndStopAtTheEdge() throws Exception {
        FxThread.call(() -> {
            ConfusionChart chart = new ConfusionChart(ChartTheme.LIGHT);
            chart.setTable(TABLE);
            press(chart, KeyCode.RIGHT);
            assertThat(chart.told().get()).startsWith("cat recognised");
            press(chart, KeyCode.RIGHT);
            press(chart, KeyCode.RIGHT);
            assertThat(chart.told().get()).startsWith("cat taken for dog");
            press(chart, KeyCode.DOWN);
            assertThat(chart.told().get()).isEqualTo("dog recognised: 1,000 of 1,000 (100.0 %)");
            press(chart, KeyCode.ESCAPE);
            assertThat(chart.told().get()).contains("right");
            return chart;
        });
    }

    @Test
    void aFullCellIsFullerThanAnEmptyOneInBothThemes() throws Exception {
        for (ChartTheme theme : List.of(ChartTheme.LIGHT, ChartTheme.DARK)) {
            FxThread.call(() -> {
                ConfusionChart chart = new ConfusionChart(theme);
                chart.setTable(TABLE);
                chart.setMinSize(200, 100);
                Scene scene = new Scene(new StackPane(chart), 200, 100);
                var image = scene.snapshot(null).getPixelReader();
                // The second row, left of the numbers: its second cell is full and its first empty.
                Color full = image.getColor(100, 70);
                Color empty = image.getColor(60, 70);
                Color ground = Color.web(theme.palette().grid());
                assertThat(distance(empty, ground)).isLessThan(0.05);
                assertThat(distance(full, ground)).isGreaterThan(0.3);
                return chart;
            });
        }
    }

    private static double distance(Color one, Color other) {
        return Math.abs(one.getRed() - other.getRed())
                + Math.abs(one.getGreen() - other.getGreen())
                + Math.abs(one.getBlue() - other.getBlue());
    }
}
