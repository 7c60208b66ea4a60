package dev.foresight.app.shell;

import dev.foresight.engine.queue.Slots;
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
    private static final String SLOTS = "slots";
    private static final String THREADS = "threads";

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

    /** How many runs at a time, and their threads. */
    Slots slots() {
        Slots silent = Slots.ofThisMachine();
        return new Slots(number(SLOTS, silent.count()), number(THREADS, silent.threads()));
    }

    void slots(Slots slots) {
        values.setProperty(SLOTS, Integer.toString(slots.count()));
        values.setProperty(THREADS, Integer.toString(slots.threads()));
    }

    private int number(String key, int silent) {
        try {
            return Math.max(1, Integer.parseInt(values.getProperty(key, Integer.toString(silent))));
        } catch (NumberFormatException e) {
            return silent;
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
