package dev.foresight.plots.figure;

/** Anything that {@link FigureWriter} can write. The same figure always gives the same bytes. */
public sealed interface Figure permits FigureSpec, HeatMapSpec {
    /** Above the axes; may be empty. */
    String title();

    /** What it is of, for programs that show a name where it has no title. */
    String subject();

    /** Where the data come from: experiment and hashes of runs; written into the files' metadata. */
    String source();

    FigureSize size();

    /** First 12 hexadecimal digits of the SHA-256 of everything that it shows. */
    String hash();
}
