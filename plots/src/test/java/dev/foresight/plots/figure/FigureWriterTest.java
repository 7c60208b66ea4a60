package dev.foresight.plots.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foresight.plots.series.Curve;
import dev.foresight.plots.series.SeriesBuffer;
import dev.foresight.plots.style.AxisStyle;
import dev.foresight.plots.style.CurveStyle;
import dev.foresight.plots.style.ReferenceLine;
import dev.foresight.plots.style.Scale;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureWriterTest {
    private static final CurveStyle BASELINE = CurveStyle.arm("#7a869a", 0);
    private static final CurveStyle PREDICTED = CurveStyle.arm("#d9722e", 1);

    @TempDir
    Path folder;

    @Test
    void sameSpecGivesTheSameBytes() throws Exception {
        for (String format : FigureWriter.FORMATS) {
            byte[] first = FigureWriter.bytes(figure(FigureSize.SINGLE_COLUMN), format);
            byte[] second = FigureWriter.bytes(figure(FigureSize.SINGLE_COLUMN), format);
            assertThat(second).as(format).isEqualTo(first);
        }
    }

    @Test
    void anotherPointGivesAnotherHash() {
        SeriesBuffer points = SeriesBuffer.of(new double[] {0, 1}, new double[] {2, 3});
        FigureSpec before = plain(points);
        String hash = before.hash();
        points.append(2, 4);
        assertThat(plain(points).hash()).isNotEqualTo(hash).hasSize(12);
    }

    @Test
    void millionPointsGiveASmallFile() throws Exception {
        SeriesBuffer points = new SeriesBuffer();
        Random random = new Random(3);
        for (int i = 0; i < 1_000_000; i++) {
            points.append(i, random.nextGaussian());
        }
        FigureSpec spec = plain(points).withSize(FigureSize.DOUBLE_COLUMN);
        assertThat(FigureWriter.bytes(spec, "svg")).hasSizeLessThan(300_000);
        assertThat(FigureWriter.bytes(spec, "pdf")).hasSizeLessThan(300_000);
    }

    @Test
    void svgHasRealTextAndSaysWhereItComesFrom() throws Exception {
        FigureSpec spec = figure(FigureSize.SINGLE_COLUMN);
        String svg = new String(FigureWriter.bytes(spec, "svg"), StandardCharsets.UTF_8);
        assertThat(svg)
                .contains("<text")
                .contains(">AdamW<")
                .contains("width=\"85mm\"")
                .contains("Foresight figure " + spec.hash())
                .contains("#")
                .doesNotContain("<image");
    }

    @Test
    void pdfEmbedsItsFont() throws Exception {
        byte[] pdf = FigureWriter.bytes(figure(FigureSize.SINGLE_COLUMN), "pdf");
        try (PDDocument document = Loader.loadPDF(pdf)) {
            List<PDFont> fonts = new ArrayList<>();
            collect(document.getPage(0).getResources(), fonts);
            assertThat(fonts).isNotEmpty().allMatch(PDFont::isEmbedded);
            assertThat(fonts).anyMatch(font -> font.getName().contains("Roboto"));
            assertThat(new PDFTextStripper().getText(document))
                    .contains("AdamW")
                    .contains("Epoch");
            assertThat(document.getPage(0).getMediaBox().getWidth()).isBetween(240.9f, 241f);
        }
    }

    @Test
    void pngHasItsResolutionAndTheCurvesColour() {
        BufferedImage image = FigureWriter.preview(figure(FigureSize.SINGLE_COLUMN), 300);
        assertThat(image.getWidth()).isEqualTo(1004);
        int found = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                found += (image.getRGB(x, y) & 0xffffff) == 0xd9722e ? 1 : 0;
            }
        }
        assertThat(found).isGreaterThan(200);
    }

    @Test
    void pointsLieBesideTheFigureExactly() throws Exception {
        double value = 0.1 + 0.2;
        FigureSpec spec = plain(SeriesBuffer.of(new double[] {0, 1}, new double[] {value, 1e-300}));
        List<Path> files = FigureWriter.write(spec, folder.resolve("new/loss.svg"));
        assertThat(files).allMatch(Files::exists);
        assertThat(Files.readString(folder.resolve("new/loss-points.csv")))
                .contains("curve,AdamW,0.0,0.30000000000000004,,")
                .contains("1.0E-300");
    }

    @Test
    void unknownEndingIsRefusedWithTheKnownOnes() {
        FigureSpec spec = figure(FigureSize.SINGLE_COLUMN);
        assertThatThrownBy(() -> FigureWriter.write(spec, folder.resolve("loss.gif")))
                .isInstanceOf(FigureException.class)
                .hasMessageContaining("gif")
                .hasMessageContaining(".svg, .pdf and .png");
    }

    @Test
    void figureWithoutPointsAndWithGapsOnALogAxisIsDrawn() throws Exception {
        FigureSpec empty = plain(new SeriesBuffer());
        FigureSpec gaps = plain(SeriesBuffer.of(new double[] {0, 1, 2, 3}, new double[] {0, Double.NaN, 10, 1e4}))
                .withAxes(AxisStyle.STEPS, AxisStyle.metric("", "loss").with(Scale.LOG));
        for (String format : FigureWriter.FORMATS) {
            assertThat(FigureWriter.bytes(empty, format)).isNotEmpty();
            assertThat(FigureWriter.bytes(gaps, format)).isNotEmpty();
        }
    }

    /** For looking at: -Dforesight.pictures=FOLDER writes them. */
    @Test
    void figuresOfAllSizesAndFormatsAreWritten() {
        String asked = System.getProperty("foresight.pictures", "");
        Path target = asked.isEmpty() ? folder : Path.of(asked);
        for (String format : FigureWriter.FORMATS) {
            FigureWriter.write(figure(FigureSize.SINGLE_COLUMN), target.resolve("single." + format));
            assertThat(target.resolve("single." + format)).isNotEmptyFile();
        }
        FigureWriter.write(figure(FigureSize.SLIDES), target.resolve("slides.png"));
        FigureWriter.write(many(), target.resolve("many.png"));
    }

    private static FigureSpec plain(SeriesBuffer points) {
        return new FigureSpec(
                "",
                "",
                "",
                AxisStyle.STEPS,
                AxisStyle.metric("", "loss"),
                List.of(new FigureCurve(new Curve("AdamW", points, BASELINE), false)),
                List.of(),
                List.of(),
                FigureSize.SINGLE_COLUMN);
    }

    private static FigureSpec figure(FigureSize size) {
        List<FigureCurve> curves = new ArrayList<>();
        List<Band> bands = new ArrayList<>();
        arm("AdamW", BASELINE, 1.03, curves, bands);
        arm("WP s = 1", PREDICTED, 1, curves, bands);
        return new FigureSpec(
                "Grammar, LSTM",
                "mean of 3 seeds, band lowest to highest",
                "made up for a test",
                AxisStyle.EPOCHS,
                AxisStyle.metric("validation", "perplexity").with(Scale.LOG),
                curves,
                bands,
                List.of(new ReferenceLine("best possible 21.3", 21.3)),
                size);
    }

    private static FigureSpec many() {
        List<FigureCurve> curves = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            arm(
                    "A rather long name of arm number " + i,
                    CurveStyle.arm("#a8391f", i),
                    1 + i * 0.1,
                    curves,
                    new ArrayList<>());
        }
        return new FigureSpec(
                "",
                "",
                "",
                AxisStyle.EPOCHS,
                AxisStyle.metric("validation", "perplexity"),
                curves,
                List.of(),
                List.of(),
                FigureSize.DOUBLE_COLUMN);
    }

    private static void arm(String name, CurveStyle style, double factor, List<FigureCurve> curves, List<Band> bands) {
        int n = 21;
        double[] x = new double[n];
        double[] mean = new double[n];
        double[] low = new double[n];
        double[] high = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = i;
            mean[i] = factor * (23 + 400 * Math.exp(-i / 2.5));
            low[i] = mean[i] * 0.95;
            high[i] = mean[i] * 1.06;
        }
        curves.add(new FigureCurve(new Curve("", SeriesBuffer.of(x, low), style), true));
        curves.add(new FigureCurve(new Curve(name, SeriesBuffer.of(x, mean), style), false));
        bands.add(new Band(name, x, low, high, style));
    }

    private static void collect(PDResources resources, List<PDFont> fonts) throws Exception {
        for (COSName name : resources.getFontNames()) {
            fonts.add(resources.getFont(name));
        }
        for (COSName name : resources.getXObjectNames()) {
            if (resources.getXObject(name) instanceof PDFormXObject form && form.getResources() != null) {
                collect(form.getResources(), fonts);
            }
        }
    }
}
