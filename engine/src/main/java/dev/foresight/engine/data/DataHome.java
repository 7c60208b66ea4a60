package dev.foresight.engine.data;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Where data sets lie whose parameter {@code folder} is empty: the folder named by the system property
 * {@value #PROPERTY}, else by the environment variable {@value #VARIABLE}, else {@code Foresight/data} in the user's home.
 * A relative folder in a spec counts from the directory in which the program was started.
 */
public final class DataHome {
    public static final String PROPERTY = "foresight.data";
    public static final String VARIABLE = "FORESIGHT_DATA";

    private DataHome() {}

    public static Path folder() {
        String property = System.getProperty(PROPERTY, "");
        if (!property.isBlank()) {
            return Path.of(property);
        }
        String variable = System.getenv().getOrDefault(VARIABLE, "");
        return variable.isBlank()
                ? Path.of(System.getProperty("user.home", "."), "Foresight", "data")
                : Path.of(variable);
    }

    /**
     * The folder of a data set.
     *
     * @param given the parameter {@code folder}
     * @param usual the folder's name in the data home
     * @throws DataException when it cannot be a path at all
     */
    static Path of(String given, String usual) {
        try {
            return (given.isBlank() ? folder().resolve(usual) : Path.of(given))
                    .toAbsolutePath()
                    .normalize();
        } catch (InvalidPathException e) {
            throw new DataException(
                    "found the folder \"" + given + "\", which is no path on this system (" + e.getReason()
                            + "); name a folder",
                    e);
        }
    }
}
