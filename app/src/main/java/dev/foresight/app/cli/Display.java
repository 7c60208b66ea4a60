package dev.foresight.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Whether a window can be opened, found out without loading JavaFX. */
public final class Display {
    private static final Map<String, String> LIBRARIES = Map.of("libgtk-3.so.0", "libgtk-3-0", "libGL.so.1", "libgl1");

    private Display() {}

    /** Why no window can be opened, in one sentence; empty when one can. */
    public static Optional<String> missing() {
        return missing(System.getProperties(), System.getenv(), Files::exists);
    }

    /** Whether JavaFX failed because of the display or its libraries: what it said; empty for any other failure. */
    public static Optional<String> refusal(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof UnsatisfiedLinkError
                    || message.contains("DISPLAY")
                    || message.contains("No toolkit found")) {
                return Optional.of("the display cannot be used (" + message + ")");
            }
        }
        return Optional.empty();
    }

    static Optional<String> missing(Properties properties, Map<String, String> environment, Predicate<Path> exists) {
        if ("Headless".equals(properties.getProperty("glass.platform"))) {
            return Optional.empty();
        }
        if (Boolean.parseBoolean(properties.getProperty("java.awt.headless"))) {
            return Optional.of("java.awt.headless is set");
        }
        String system = properties.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (!system.contains("linux")) {
            return Optional.empty();
        }
        String display = environment.getOrDefault("DISPLAY", "");
        if (display.isBlank() && environment.getOrDefault("WAYLAND_DISPLAY", "").isBlank()) {
            return Optional.of("no display (neither DISPLAY nor WAYLAND_DISPLAY is set)");
        }
        if (display.matches(":\\d{1,4}(\\.\\d+)?")
                && environment.getOrDefault("WAYLAND_DISPLAY", "").isBlank()
                && !served(display.substring(1).replaceFirst("\\..*", ""), exists)) {
            return Optional.of("the display " + display + " does not answer");
        }
        List<String> packages = LIBRARIES.entrySet().stream()
                .filter(library -> folders(properties, environment)
                        .noneMatch(folder -> exists.test(folder.resolve(library.getKey()))))
                .map(Map.Entry::getValue)
                .sorted()
                .toList();
        if (!packages.isEmpty()) {
            return Optional.of("libraries are missing; install the packages " + String.join(" ", packages)
                    + " (names of Debian and Ubuntu)");
        }
        return Optional.empty();
    }

    /** An X server on this machine listens at a socket with its number. */
    private static boolean served(String number, Predicate<Path> exists) {
        return exists.test(Path.of("/tmp/.X11-unix/X" + number));
    }

    /** Where the loader of Linux looks, near enough. */
    private static Stream<Path> folders(Properties properties, Map<String, String> environment) {
        String arch = switch (properties.getProperty("os.arch", "")) {
            case "amd64" -> "x86_64-linux-gnu";
            case "aarch64" -> "aarch64-linux-gnu";
            default -> "";
        };
        List<String> folders = new ArrayList<>();
        Stream.of(environment.getOrDefault("LD_LIBRARY_PATH", "").split(":", -1))
                .filter(folder -> !folder.isBlank())
                .forEach(folders::add);
        for (String base : List.of("/usr/lib", "/lib", "/usr/lib64", "/lib64", "/usr/local/lib")) {
            folders.add(base);
            folders.add(base + "/" + arch);
        }
        return folders.stream().map(Path::of);
    }
}
