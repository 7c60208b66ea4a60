package dev.foresight.plots.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.plots.series.Curve;
import dev.foresight.plots.series.SeriesBuffer;
import dev.foresight.plots.style.AxisStyle;
import dev.foresight.plots.style.Colors;
import dev.foresight.plots.style.CurveStyle;
import dev.foresight.plots.style.ReferenceLine;
import dev.foresight.plots.style.Scale;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.StackPane;
import javafx.scene.transform.Transform;
import org.junit.jupiter.api.Test;

class LiveChartTest {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 320;
    private static final CurveStyle BASELINE = CurveStyle.arm("#7a869a", 0);
    private static final CurveStyle PREDICTED = CurveStyle.arm("#d9722e", 2);

    @Test
    void curveIsDrawnInItsColourInsideTheAxes() throws Exception {
        LiveChart chart = FxThread.call(() -> chart(ChartTheme.LIGHT));
        BufferedImage image = FxThread.call(() -> {
            chart.setCurves(List.of(new Curve("", noise(1000, 1), PREDICTED)));
            return picture(chart, 1);
        });
        int[] box = boxOf(image, Colors.rgb("#d9722e"), 30);
        assertThat(box[0]).isGreaterThan(40);
        assertThat(box[2]).isLessThan(WIDTH - 8);
        assertThat(box[1]).isGreaterThan(8);
        assertThat(box[3]).isLessThan(HEIGHT - 20);
        assertThat(box[2] - box[0]).isGreaterThan(WIDTH * 7 / 10);
    }

    @Test
    void singleSpikeAmongAHundredThousandPointsIsSeen() throws Exception {
        BufferedImage image = FxThread.call(() -> {
            SeriesBuffer series = new SeriesBuffer();
            for (int i = 0; i < 100_000; i++) {
                series.append(i, i == 70_003 ? 10 : 1);
            }
            LiveChart chart = chart(ChartTheme.LIGHT);
            chart.setCurves(List.of(new Curve("", series, BASELINE)));
            return picture(chart, 1);
        });
        int[] box = boxOf(image, Colors.rgb("#7a869a"), 12);
        assertThat(box[3] - box[1]).isGreaterThan(HEIGHT / 2);
    }

    @Test
    void rawCurveStaysVisibleBehindItsMovingAverage() throws Exception {
        BufferedImage image = FxThread.call(() -> {
            SeriesBuffer series = new SeriesBuffer();
            for (int i = 0; i < 2000; i++) {
                series.append(i, i % 2);
            }
            LiveChart chart = chart(ChartTheme.LIGHT);
            chart.setCurves(List.of(new Curve("", series, PREDICTED)));
            chart.setSmoothing(0.99);
            return picture(chart, 1);
        });
        int pale = Colors.rgb(Colors.mix("#f7f8fa", "#d9722e", 0.35));
        assertThat(count(image, pale, 40)).isGreaterThan(10_000);
        assertThat(count(image, Colors.rgb("#d9722e"), 24)).isGreaterThan(200);
    }

    @Test
    void valuesThatALogAxisCannotShowAreGaps() throws Exception {
        BufferedImage image = FxThread.call(() -> {
            LiveChart chart = chart(ChartTheme.LIGHT);
            chart.setAxes(AxisStyle.STEPS, AxisStyle.metric("", "loss").with(Scale.LOG));
            double[] y = {100, 10, 0, Double.NaN, -3, 1, Double.POSITIVE_INFINITY, 0.1};
            chart.setCurves(List.of(
                    new Curve("", SeriesBuffer.of(new double[] {0, 1, 2, 3, 4, 5, 6, 7}, y), BASELINE)));
            return picture(chart, 1);
        });
        assertThat(count(image, Colors.rgb("#7a869a"), 30)).isGreaterThan(50);
    }

    @Test
    void chartWithoutPointsSaysSo() throws Exception {
        String text = FxThread.call(() -> {
            LiveChart chart = chart(ChartTheme.DARK);
            chart.setCurves(List.of(new Curve("AdamW", new SeriesBuffer(), BASELINE)));
            picture(chart, 1);
            return chart.getAccessibleText();
        });
        assertThat(text).contains("No data yet");
    }

    @Test
    void accessibleTextNamesTheEndsOfCurves() throws Exception {
        String text = FxThread.call(() -> {
            LiveChart chart = accuracy(ChartTheme.LIGHT);
            picture(chart, 1);
            return chart.getAccessibleText();
        });
        assertThat(text).contains("Validation accuracy").contains("AdamW").contains("%");
    }

    @Test
    void drawsOnceHoweverMuchHasChanged() throws Exception {
        FxThread.call(() -> {
            SeriesBuffer series = noise(10, 2);
            LiveChart chart = chart(ChartTheme.LIGHT);
            chart.setCurves(List.of(new Curve("a", series, BASELINE)));
            chart.resize(WIDTH, HEIGHT);
            chart.layout();
            long before = chart.draws();
            for (int i = 0; i < 100; i++) {
                series.append(100 + i, i);
                chart.refresh();
            }
            chart.layout();
            chart.refresh();
            chart.layout();
            assertThat(chart.draws()).isEqualTo(before + 1);
            return true;
        });
    }

    @Test
    void axesStayWhereTheyAreWhenNumbersGrow() throws Exception {
        FxThread.call(() -> {
            SeriesBuffer series = SeriesBuffer.of(new double[] {0, 1}, new double[] {1, 2});
            ChartModel model = model(series);
            Frame small = Layout.of(model, ChartTheme.LIGHT, new TextSize(), WIDTH, HEIGHT)
                    .frame();
            series.append(90_000, 123_456);
            Frame large = Layout.of(model, ChartTheme.LIGHT, new TextSize(), WIDTH, HEIGHT)
                    .frame();
            assertThat(large.left()).isEqualTo(small.left());
            assertThat(large.width()).isEqualTo(small.width());
            assertThat(large.height()).isEqualTo(small.height());
            return true;
        });
    }

    @Test
    void tickLabelsHaveRoomInTheGutter() throws Exception {
        FxThread.call(() -> {
            Fonts.load();
            for (double top : new double[] {1e-7, 3e-4, 0.02, 1, 37, 9_000, 123_456, 4e9}) {
                SeriesBuffer series = SeriesBuffer.of(new double[] {0, 1}, new double[] {top / 3, top});
                TextSize text = new TextSize();
                Layout layout = Layout.of(model(series), ChartTheme.LIGHT, text, WIDTH, HEIGHT);
                layout.frame()
                        .y()
                        .marks()
                        .forEach(tick -> assertThat(text.width(tick.label(), layout.font()))
                                .as(tick.label())
                                .isLessThan(layout.frame().left() - 8));
            }
            return true;
        });
    }

    @Test
    void nothingIsPointedAtBeforeThePointerComes() throws Exception {
        FxThread.call(() -> {
            LiveChart chart = chart(ChartTheme.LIGHT);
            chart.setCurves(
                    List.of(new Curve("AdamW", SeriesBuffer.of(new double[] {0}, new double[] {0.1}), BASELINE)));
            chart.setExpectedEnd(5);
            BufferedImage fresh = picture(chart, 1);
            chart.point(WIDTH / 2.0, 1);
            assertThat(differences(fresh, picture(chart, 1)))
                    .as("pointer above the axes")
                    .isZero();
            chart.point(WIDTH / 2.0, HEIGHT / 2.0);
            assertThat(differences(fresh, picture(chart, 1)))
                    .as("pointer far from the only point")
                    .isZero();
            Frame frame = Layout.of(
                            model(SeriesBuffer.of(new double[] {0}, new double[] {1})),
                            ChartTheme.LIGHT,
                            new TextSize(),
                            WIDTH,
                            HEIGHT)
                    .frame();
            chart.point(frame.left() + 3, HEIGHT / 2.0);
            assertThat(differences(fresh, picture(chart, 1)))
                    .as("pointer beside the only point")
                    .isGreaterThan(500);
            return true;
        });
    }

    private static int differences(BufferedImage a, BufferedImage b) {
        int count = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                count += a.getRGB(x, y) == b.getRGB(x, y) ? 0 : 1;
            }
        }
        return count;
    }

    @Test
    void pumpDropsAFailingSourceAndGoesOn() throws Exception {
        FxThread.call(() -> {
            int[] calls = new int[2];
            ChartPump pump = new ChartPump();
            pump.addSource(() -> {
                calls[0]++;
                throw new IllegalStateException("meant to fail in this test");
            });
            pump.addSource(() -> calls[1]++);
            pump.pulse();
            pump.pulse();
            assertThat(calls).containsExactly(1, 2);
            pump.close();
            return true;
        });
    }

    private static ChartModel model(SeriesBuffer series) {
        return new ChartModel(
                "",
                "",
                AxisStyle.STEPS,
                AxisStyle.metric("", "loss"),
                List.of(new LiveCurve(new Curve("AdamW", series, BASELINE), 0)),
                List.of(),
                Double.NaN,
                0,
                "");
    }

    private static LiveChart chart(ChartTheme theme) {
        LiveChart chart = new LiveChart(theme);
        new Scene(new StackPane(chart), WIDTH, HEIGHT);
        return chart;
    }

    static LiveChart accuracy(ChartTheme theme) {
        LiveChart chart = chart(theme);
        chart.setTitle("Validation accuracy", "VGG-11 with BN, 1 seed");
        chart.setAxes(AxisStyle.EPOCHS, AxisStyle.metric("validation", "accuracy"));
        Random random = new Random(4);
        chart.setCurves(List.of(climb("AdamW", BASELINE, 0.78, random), climb("s = 2", PREDICTED, 0.8, random)));
        chart.setExpectedEnd(30);
        return chart;
    }

    static LiveChart loss(ChartTheme theme) {
        LiveChart chart = chart(theme);
        chart.setTitle("Training loss", "LSTM, grammar");
        chart.setAxes(AxisStyle.STEPS, AxisStyle.metric("training", "loss").with(Scale.LOG));
        chart.setSmoothing(0.98);
        chart.setCurves(List.of(
                new Curve("AdamW", decay(3000, 5, 1.02), BASELINE),
                new Curve("WP s = 1", decay(3000, 6, 1), CurveStyle.arm("#e6a34a", 1)),
                new Curve("WP s = 3", decay(2400, 7, 0.97), CurveStyle.arm("#a8391f", 3))));
        chart.setReferences(List.of(new ReferenceLine("best possible 1.21", 1.21)));
        return chart;
    }

    private static Curve climb(String label, CurveStyle style, double end, Random random) {
        SeriesBuffer series = new SeriesBuffer();
        for (int epoch = 0; epoch <= 14; epoch++) {
            series.append(epoch, end - (end - 0.4) * Math.exp(-epoch / 3.0) + 0.008 * random.nextGaussian());
        }
        return new Curve(label, series, style);
    }

    private static SeriesBuffer decay(int count, long seed, double factor) {
        Random random = new Random(seed);
        SeriesBuffer series = new SeriesBuffer();
        for (int i = 1; i <= count; i++) {
            series.append(i, factor * (1.3 + 5 * Math.exp(-i / 400.0)) * Math.exp(0.08 * random.nextGaussian()));
        }
        return series;
    }

    private static SeriesBuffer noise(int count, long seed) {
        Random random = new Random(seed);
        SeriesBuffer series = new SeriesBuffer();
        for (int i = 0; i < count; i++) {
            series.append(i, random.nextDouble());
        }
        return series;
    }

    static BufferedImage picture(LiveChart chart, double scale) {
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setTransform(Transform.scale(scale, scale));
        WritableImage image = chart.snapshot(parameters, null);
        BufferedImage copy =
                new BufferedImage((int) image.getWidth(), (int) image.getHeight(), BufferedImage.TYPE_INT_RGB);
        PixelReader pixels = image.getPixelReader();
        for (int y = 0; y < copy.getHeight(); y++) {
            for (int x = 0; x < copy.getWidth(); x++) {
                copy.setRGB(x, y, pixels.getArgb(x, y));
            }
        }
        return copy;
    }

    /** Left, top, right, bottom of the pixels near a colour. */
    private static int[] boxOf(BufferedImage image, int rgb, int tolerance) {
        int[] box = {Integer.MAX_VALUE, Integer.MAX_VALUE, -1, -1};
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if (near(image.getRGB(x, y), rgb, tolerance)) {
                    box[0] = Math.min(box[0], x);
                    box[1] = Math.min(box[1], y);
                    box[2] = Math.max(box[2], x);
                    box[3] = Math.max(box[3], y);
                }
            }
        }
        return box;
    }

    private static int count(BufferedImage image, int rgb, int tolerance) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += near(image.getRGB(x, y), rgb, tolerance) ? 1 : 0;
            }
        }
        return count;
    }

    private static boolean near(int a, int b, int tolerance) {
        return Math.abs((a >> 16 & 255) - (b >> 16 & 255)) <= tolerance
                && Math.abs((a >> 8 & 255) - (b >> 8 & 255)) <= tolerance
                && Math.abs((a & 255) - (b & 255)) <= tolerance;
    }

    /** For looking at: -Dforesight.pictures=FOLDER writes both charts in both themes. */
    @Test
    void picturesInBothThemesAreDrawn() throws Exception {
        String folder = System.getProperty("foresight.pictures", "");
        for (ChartTheme theme : List.of(ChartTheme.LIGHT, ChartTheme.DARK)) {
            BufferedImage accuracy = FxThread.call(() -> picture(accuracy(theme), 2));
            BufferedImage loss = FxThread.call(() -> picture(loss(theme), 2));
            assertThat(accuracy.getWidth()).isEqualTo(2 * WIDTH);
            assertThat(accuracy.getRGB(2, 2) & 0xffffff)
                    .isEqualTo(Colors.rgb(theme.palette().ground()));
            if (!folder.isEmpty()) {
                String name = theme.palette().dark() ? "-dark.png" : "-light.png";
                Path target = Files.createDirectories(Path.of(folder));
                javax.imageio.ImageIO.write(
                        accuracy, "png", target.resolve("accuracy" + name).toFile());
                javax.imageio.ImageIO.write(
                        loss, "png", target.resolve("loss" + name).toFile());
            }
        }
    }
}
