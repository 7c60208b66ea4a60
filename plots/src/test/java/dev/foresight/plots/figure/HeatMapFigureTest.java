package dev.foresight.plots.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foresight.plots.series.HeatCell;
import dev.foresight.plots.series.HeatMap;
import dev.foresight.plots.style.AxisStyle;
import dev.foresight.plots.style.ColorBar;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeatMapFigureTest {
    @TempDir
    Path folder;

    @Test
    void sameMapGivesTheSameBytesAndAnotherCellAnotherHash() throws Exception {
        for (String format : FigureWriter.FORMATS) {
            assertThat(FigureWriter.bytes(figure(elevenBySix(0)), format))
                    .as(format)
                    .isEqualTo(FigureWriter.bytes(figure(elevenBySix(0)), format));
        }
        assertThat(figure(elevenBySix(1e-9)).hash())
                .isNotEqualTo(figure(elevenBySix(0)).hash())
                .hasSize(12);
    }

    @Test
    void allCellsOfElevenBySixAreWrittenInTheWidthOfAColumn() throws Exception {
        HeatMapSpec spec = figure(elevenBySix(0));
        String svg = new String(FigureWriter.bytes(spec, "svg"), StandardCharsets.UTF_8);
        assertThat(svg)
                .contains("width=\"85mm\"", "Foresight figure " + spec.hash())
                .doesNotContain("<image");
        assertThat(elevenBySix(0).all().filter(HeatCell::present))
                .allSatisfy(cell -> assertThat(svg).contains(">" + cell.text() + "<"));
        try (PDDocument document = Loader.loadPDF(FigureWriter.bytes(spec, "pdf"))) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains("frame: best mean")
                    .contains("Validation accuracy (%)");
        }
    }

    @Test
    void cellsHaveTheirColoursAndWhatIsAbsentIsHatched() {
        HeatMap map = elevenBySix(0);
        BufferedImage image = FigureWriter.preview(figure(map), 200);
        for (int column : new int[] {0, 5, 10}) {
            assertThat(pixels(image, map.bar().color(map.cell(2, column).value())))
                    .isGreaterThan(200);
        }
        List<List<HeatCell>> none = IntStream.range(0, 6)
                .mapToObj(row -> IntStream.range(0, 11)
                        .mapToObj(column -> HeatCell.absent("no runs"))
                        .toList())
                .toList();
        HeatMap empty =
                new HeatMap(map.x(), map.y(), map.columns(), map.rows(), none, map.bar(), List.of("hatched: no runs"));
        assertThat(pixels(
                        FigureWriter.preview(figure(empty), 200),
                        map.bar().color(map.cell(2, 5).value())))
                .as("no cell is filled")
                .isLessThan(50);
    }

    @Test
    void manyColumnsLoseTheirTextsNotTheirColours() throws Exception {
        List<String> columns =
                IntStream.range(0, 60).mapToObj(Integer::toString).toList();
        List<List<HeatCell>> cells = IntStream.range(0, 8)
                .mapToObj(row -> columns.stream()
                        .map(column -> new HeatCell(true, Double.parseDouble(column), "v" + column, "", false, ""))
                        .toList())
                .toList();
        HeatMap map = new HeatMap(
                "Step",
                "Layer",
                columns,
                IntStream.range(0, 8).mapToObj(i -> "layer " + i).toList(),
                cells,
                ColorBar.sequential(AxisStyle.metric("", "loss"), 0, 59, true),
                List.of());
        String svg = new String(FigureWriter.bytes(figure(map), "svg"), StandardCharsets.UTF_8);
        assertThat(svg).doesNotContain(">v30<").contains(">layer 7<", ">0<");
    }

    @Test
    void rowsOfUnlikeLengthAreRefused() {
        ColorBar bar = ColorBar.sequential(AxisStyle.metric("", "loss"), 0, 1, true);
        assertThatThrownBy(() ->
                        new HeatMap("x", "y", List.of("1", "2"), List.of("1"), List.of(List.of()), bar, List.of()))
                .hasMessageContaining("found rows of [0]");
    }

    @Test
    void cellsLieBesideTheFigureExactly() {
        FigureWriter.write(figure(elevenBySix(0)), folder.resolve("map.png"));
        assertThat(folder.resolve("map-points.csv"))
                .content()
                .startsWith("figure,column,row,value,text,note,framed\n")
                .contains(",-1,6,", "×1")
                .doesNotContain("NaN");
    }

    /** For looking at: -Dforesight.pictures=FOLDER writes them. */
    @Test
    void mapsOfBothKindsAreWritten() {
        String asked = System.getProperty("foresight.pictures", "");
        Path target = asked.isEmpty() ? folder : Path.of(asked);
        FigureWriter.write(figure(elevenBySix(0)), target.resolve("heat-map.png"));
        assertThat(target.resolve("heat-map.png")).isNotEmptyFile();
    }

    private static int pixels(BufferedImage image, String color) {
        int wanted = Integer.parseInt(color.substring(1), 16);
        int found = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                found += (image.getRGB(x, y) & 0xffffff) == wanted ? 1 : 0;
            }
        }
        return found;
    }

    private static HeatMapSpec figure(HeatMap map) {
        return HeatMapSpec.ofColumnWidth("sensitivity", "final value, mean of 3 seeds", "made up for a test", map);
    }

    private static HeatMap elevenBySix(double shift) {
        List<List<HeatCell>> cells = new ArrayList<>();
        for (int row = 0; row < 6; row++) {
            List<HeatCell> one = new ArrayList<>();
            for (int column = 0; column < 11; column++) {
                double value = 0.8 + 0.012 * column + 0.01 * row + shift;
                String text = String.format(Locale.ROOT, "%.1f%s", 100 * value, column == 4 ? "*" : "");
                one.add(
                        row == 5 && column > 8
                                ? HeatCell.absent("no runs")
                                : new HeatCell(true, value, text, row == 1 ? "×1" : "", row == 2 && column == 3, ""));
            }
            cells.add(one);
        }
        return new HeatMap(
                "Prediction horizon s",
                "Learning rate",
                IntStream.range(-1, 10).mapToObj(Integer::toString).toList(),
                IntStream.range(1, 7).mapToObj(Integer::toString).toList(),
                cells,
                ColorBar.sequential(AxisStyle.metric("validation", "accuracy"), 0.8, 0.97, false),
                List.of("frame: best mean", "* difference to s = 0 seen, 5 % by Holm over 60", "hatched: no runs"));
    }
}
