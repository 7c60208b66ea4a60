package dev.foresight.engine.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The three files of a text corpus: NAME.train.txt, NAME.valid.txt, NAME.test.txt, or the same without NAME and dot. */
record TextFolder(Path train, Path validation, Path test) {
    private static final String EXPECTED =
            "expected three text files such as ptb.train.txt, ptb.valid.txt and ptb.test.txt";

    /** @throws DataException when the folder does not hold exactly one such trio */
    static TextFolder find(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new DataException(folder + ": there is no such folder; " + EXPECTED
                    + " in it. Put them there, or name the folder that has them");
        }
        List<String> names;
        try (Stream<Path> files = Files.list(folder)) {
            names = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.equals("train.txt") || name.endsWith(".train.txt"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new DataException(folder + ": cannot be read (" + e.getMessage() + ")", e);
        }
        if (names.size() != 1) {
            throw new DataException(
                    folder + ": found " + (names.isEmpty() ? "no training text" : names) + ", " + EXPECTED);
        }
        String name = names.getFirst();
        String prefix = name.substring(0, name.length() - "train.txt".length());
        TextFolder found = new TextFolder(
                folder.resolve(name), folder.resolve(prefix + "valid.txt"), folder.resolve(prefix + "test.txt"));
        for (Path file : List.of(found.validation, found.test)) {
            if (!Files.isRegularFile(file)) {
                throw new DataException(file + ": missing beside " + name + "; " + EXPECTED);
            }
        }
        return found;
    }
}
