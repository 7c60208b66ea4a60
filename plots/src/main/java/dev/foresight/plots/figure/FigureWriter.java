package dev.foresight.plots.figure;

import java.nio.file.Path;
import java.util.List;

/** Writes figures. */
public final class FigureWriter {
    /** Endings of file names that it can write. */
    public static final List<String> FORMATS = List.of("svg", "pdf", "png");

    private FigureWriter() {}

    /**
     * Writes the figure in the format that the file's name ends in, and beside it, as NAME.csv, the points it was drawn
     * from.
     *
     * @return the files written
     * @throws FigureException when the ending is none of {@link #FORMATS} or a file cannot be written
     */
    public static List<Path> write(FigureSpec spec, Path file) {
        throw new UnsupportedOperationException(spec.title() + file);
    }
}
