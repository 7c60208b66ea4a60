package dev.foresight.plots.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.plots.series.HeatCell;
import dev.foresight.plots.series.HeatMap;
import dev.foresight.plots.style.AxisStyle;
import dev.foresight.plots.style.ColorBar;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;

class HeatMapChartTest {
    private static final HeatMap MAP = new HeatMap(
            "Prediction horizon s",
            "Learning rate",
            List.of("0", "1"),
            List.of("0.01", "0.001"),
            List.of(List.of(cell(0.1), cell(0.2)), List.of(cell(0.3), HeatCell.absent("no runs"))),
            ColorBar.sequential(AxisStyle.metric("validation", "accuracy"), 0.1, 0.3, false),
            List.of("hatched: no runs"));

    private static HeatCell cell(double value) {
        return new HeatCell(true, value, "", "", false, "told " + value);
    }

    private static void press(HeatMapChart chart, KeyCode key) {
        chart.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, false, false, false, false));
    }

    @Test
    void arrowsMoveTheMarkAndEachCellTellsWhatIsKnownOfIt() throws Exception {
        FxThread.call(() -> {
            HeatMapChart chart = new HeatMapChart(ChartTheme.LIGHT);
            press(chart, KeyCode.RIGHT);
            assertThat(chart.told().get()).as("there is nothing to mark").isEmpty();
            chart.setMap(Optional.of(MAP));
            press(chart, KeyCode.RIGHT);
            assertThat(chart.told().get()).isEqualTo("told 0.1");
            press(chart, KeyCode.RIGHT);
            press(chart, KeyCode.RIGHT);
            assertThat(chart.told().get()).isEqualTo("told 0.2");
            press(chart, KeyCode.DOWN);
            assertThat(chart.told().get()).isEqualTo("no runs");
            assertThat(chart.getAccessibleText()).contains("no runs");
            press(chart, KeyCode.ESCAPE);
            assertThat(chart.told().get()).isEmpty();
            chart.setMap(Optional.empty());
            return chart;
        });
    }

    @Test
    void cellsHaveTheColoursOfTheFigureInBothThemes() throws Exception {
        for (ChartTheme theme : List.of(ChartTheme.LIGHT, ChartTheme.DARK)) {
            FxThread.call(() -> {
                HeatMapChart chart = new HeatMapChart(theme);
                chart.setMap(Optional.of(MAP));
                chart.setMinSize(400, 200);
                Scene scene = new Scene(new StackPane(chart), 400, 200);
                var image = scene.snapshot(null).getPixelReader();
                List<Integer> pixels = IntStream.range(0, 400 * 200)
                        .mapToObj(i -> image.getArgb(i % 400, i / 400) & 0xffffff)
                        .toList();
                for (double value : new double[] {0.1, 0.2, 0.3}) {
                    int color = Integer.parseInt(MAP.bar().color(value).substring(1), 16);
                    assertThat(pixels.stream().filter(pixel -> pixel == color).count())
                            .as("a cell of " + value)
                            .isGreaterThan(500);
                }
                return chart;
            });
        }
    }
}
