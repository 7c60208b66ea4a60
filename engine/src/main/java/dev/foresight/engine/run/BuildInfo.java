package dev.foresight.engine.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;

/** Which build of the program this is. */
public final class BuildInfo {
    private static final Properties BUILD = read();

    private BuildInfo() {}

    public static String version() {
        return BUILD.getProperty("version", "unknown");
    }

    /** The commit it was built from, {@code unknown} where the build was not told. */
    public static String commit() {
        return BUILD.getProperty("commit", "unknown");
    }

    static Map<String, String> describe() {
        return Map.of("name", "Foresight", "version", version(), "commit", commit());
    }

    private static Properties read() {
        Properties properties = new Properties();
        try (InputStream in = BuildInfo.class.getResourceAsStream("build.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("build.properties in the program's own jar cannot be read", e);
        }
        return properties;
    }
}
