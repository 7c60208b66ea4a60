package dev.foresight.engine.run;

import dev.foresight.engine.net.Confusion;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * The confusion matrix of a part of the data at its last evaluation, such as {@code confusion-validation.csv}. The first
 * line names the columns, which are the predicted classes; each further line is a right class and how many of its
 * examples were taken for each of them. The file is replaced as a whole at each evaluation.
 *
 * @param classes names in the order of the matrix
 */
public record ConfusionTable(List<String> classes, Confusion counts) {
    /** Of no classes. */
    public static final ConfusionTable NONE = new ConfusionTable(List.of(), Confusion.NONE);

    private static final Pattern PART = Pattern.compile("[a-z]{1,40}");
    private static final String CORNER = "right\\predicted";

    public ConfusionTable {
        // A comma or a line end inside a name would be one of the table's.
        classes = classes.stream()
                .map(name -> name.replaceAll("[,\"\\s]+", " ").strip())
                .toList();
        if (classes.size() != counts.classes()) {
            throw new IllegalArgumentException(
                    "found " + classes.size() + " names, expected " + counts.classes() + ", one for each class");
        }
    }

    /** Examples of class {@code right} that were taken for {@code predicted}. */
    public long count(int right, int predicted) {
        return counts.count(right, predicted);
    }

    /** Examples of a class. */
    public long examples(int right) {
        return counts.examples(right);
    }

    /** The file's name in a run's folder. */
    public static String file(String split) {
        return "confusion-" + split + ".csv";
    }

    /** The text of the file. */
    String text() {
        StringBuilder text = new StringBuilder(CORNER);
        classes.forEach(name -> text.append(',').append(name));
        text.append('\n');
        for (int right = 0; right < classes.size(); right++) {
            StringJoiner row = new StringJoiner(",").add(classes.get(right));
            for (int predicted = 0; predicted < classes.size(); predicted++) {
                row.add(Long.toString(counts.count(right, predicted)));
            }
            text.append(row).append('\n');
        }
        return text.toString();
    }

    /**
     * Reads the table of a part of the data; empty where the run has none.
     *
     * @throws RunIoException when it is there and cannot be read, or is no such table
     */
    public static Optional<ConfusionTable> read(RunDirectory run, String split) {
        // The word comes from a log; it must not lead to another folder.
        if (!PART.matcher(split).matches()) {
            return Optional.empty();
        }
        Path file = run.file(file(split));
        try {
            List<String[]> rows = SmallFile.read(file)
                    .lines()
                    .map(line -> line.split(",", -1))
                    .toList();
            long[][] counts = new long[rows.size() - 1][];
            List<String> names = new ArrayList<>();
            for (int i = 0; i < counts.length; i++) {
                String[] row = rows.get(i + 1);
                names.add(row[0]);
                // Before the matrix is made: its size is the square of the number of lines.
                if (row.length != rows.size()) {
                    throw new IllegalArgumentException("line " + (i + 2) + " has " + row.length + " cells");
                }
                counts[i] =
                        Arrays.stream(row).skip(1).mapToLong(Long::parseLong).toArray();
            }
            return Optional.of(new ConfusionTable(names, Confusion.of(counts)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure(file, e);
        } catch (IllegalArgumentException | NegativeArraySizeException e) {
            throw failure(file, new IOException("it is no square table of whole numbers", e));
        }
    }

    private static RunIoException failure(Path file, IOException cause) {
        return new RunIoException(file, "cannot read", cause, "evaluate the run again, or delete the file");
    }
}
