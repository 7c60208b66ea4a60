package dev.foresight.plots.figure;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes figures. */
public final class FigureWriter {
    /** Endings of file names that it can write. */
    public static final List<String> FORMATS = List.of("svg", "pdf", "png");

    private static final double DPI = 300;

    private FigureWriter() {}

    /**
     * Writes the figure in the format that the file's name ends in, and beside it, as NAME-points.csv, the points it was
     * drawn from: NAME.csv may be the table of the same runs. PNG has 300 dots per inch.
     *
     * @return the files written
     * @throws FigureException when the ending is none of {@link #FORMATS} or a file cannot be written
     */
    public static List<Path> write(Figure figure, Path file) {
        Path name = file.getFileName();
        String text = name == null ? "" : name.toString();
        int dot = text.lastIndexOf('.');
        String ending = dot < 0 ? "" : text.substring(dot + 1).toLowerCase(Locale.ROOT);
        if (!FORMATS.contains(ending)) {
            throw new FigureException("figure " + file + ": found the ending \"" + ending
                    + "\"; .svg, .pdf and .png are allowed; give the file one of these names");
        }
        Path points = file.resolveSibling(text.substring(0, dot) + "-points.csv");
        try {
            byte[] bytes = bytes(figure, ending);
            if (file.toAbsolutePath().getParent() != null) {
                Files.createDirectories(file.toAbsolutePath().getParent());
            }
            Files.write(file, bytes);
            Files.writeString(points, csv(figure));
        } catch (IOException e) {
            throw new FigureException(
                    "cannot write the figure " + file + " (" + e.getMessage()
                            + "); choose a folder that you may write to, on a disk with room",
                    e);
        }
        return List.of(file, points);
    }

    /** The figure as pixels, for a preview. */
    public static BufferedImage preview(Figure figure, double dpi) {
        return PngFigure.draw(figure, dpi);
    }

    /** The points it was drawn from as CSV. */
    public static String csv(Figure figure) {
        return switch (figure) {
            case FigureSpec curves -> FigureCsv.render(curves);
            case HeatMapSpec map -> FigureCsv.render(map);
        };
    }

    /** Draws it in points, whatever the file. */
    static void paint(Figure figure, Graphics2D g) {
        switch (figure) {
            case FigureSpec curves -> new FigurePainter(curves).paint(g);
            case HeatMapSpec map -> new HeatMapPainter(map).paint(g);
        }
    }

    static byte[] bytes(Figure figure, String format) throws IOException {
        return switch (format) {
            case "svg" -> SvgFigure.render(figure).getBytes(StandardCharsets.UTF_8);
            case "pdf" -> PdfFigure.render(figure);
            case "png" -> PngFigure.render(figure, DPI);
            default -> throw new IllegalArgumentException("format " + format);
        };
    }

    /** What the files' metadata say of where they come from. */
    static String origin(Figure figure) {
        return "Foresight figure " + figure.hash() + (figure.source().isEmpty() ? "" : "; " + figure.source());
    }
}
