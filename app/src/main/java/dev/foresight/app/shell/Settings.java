package dev.foresight.app.shell;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/** What the window remembers between two starts: a small file of the user's, replaced atomically. */
final class Settings {
    private static final String THEME = "theme";
    private static final String PROJECT = "project";
    private static final String EXPERIMENT = "experiment";

    private final Path file;
    private final Properties values = new Properties();

    private Settings(Path file) {
        this.file = file;
    }

    /** The settings in a file; an absent or unreadable one gives the defaults, as nothing of worth is in it. */
    static Settings read(Path file) {
        Settings settings = new Settings(file);
        if (Files.isRegularFile(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                settings.values.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                settings.values.clear();
            }
        }
        return settings;
    }

    Theme theme() {
        return "dark".equals(values.getProperty(THEME)) ? Theme.DARK : Theme.LIGHT;
    }

    void theme(Theme theme) {
        values.setProperty(THEME, theme.dark() ? "dark" : "light");
    }

    Optional<Path> project() {
        return Optional.ofNullable(values.getProperty(PROJECT)).map(Path::of);
    }

    void project(Path folder) {
        values.setProperty(PROJECT, folder.toString());
    }

    String experiment() {
        return values.getProperty(EXPERIMENT, "");
    }

    void experiment(String name) {
        values.setProperty(EXPERIMENT, name);
    }

    /** Number of runs at a time; each takes all cores, so one is right unless threads are limited. */
    int slots() {
        try {
            return Math.max(1, Integer.parseInt(values.getProperty("slots", "1")));
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    /** Writes them; for the background. */
    void save() throws IOException {
        Files.createDirectories(file.getParent());
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try (Writer writer = Files.newBufferedWriter(temporary)) {
            values.store(writer, "Foresight's window");
        }
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
