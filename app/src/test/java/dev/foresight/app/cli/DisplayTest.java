package dev.foresight.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class DisplayTest {
    private static final Predicate<Path> EVERYTHING = path -> true;

    @Test
    void linuxWithoutADisplayHasNoWindow() {
        assertThat(missing("Linux", Map.of(), EVERYTHING))
                .hasValueSatisfying(reason -> assertThat(reason).contains("DISPLAY", "WAYLAND_DISPLAY"));
    }

    @Test
    void linuxWithoutGtkNamesThePackages() {
        assertThat(missing("Linux", Map.of("DISPLAY", "host:0"), path -> false))
                .hasValueSatisfying(reason -> assertThat(reason).contains("libgtk-3-0", "libgl1"));
        assertThat(missing("Linux", Map.of("DISPLAY", "host:0"), path -> path.endsWith("libGL.so.1")))
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains("libgtk-3-0").doesNotContain("libgl1"));
    }

    @Test
    void linuxWithDisplayAndLibrariesHasAWindow() {
        assertThat(missing("Linux", Map.of("DISPLAY", "host:0"), EVERYTHING)).isEmpty();
        assertThat(missing("Linux", Map.of("WAYLAND_DISPLAY", "wayland-0"), EVERYTHING))
                .isEmpty();
    }

    @Test
    void aLocalDisplayThatNobodyServesIsNone() {
        assertThat(missing(
                        "Linux",
                        Map.of("DISPLAY", ":77"),
                        path -> !path.toString().contains("X11-unix")))
                .hasValueSatisfying(reason -> assertThat(reason).contains(":77"));
    }

    @Test
    void windowsAndMacHaveAWindowUnlessToldOtherwise() {
        assertThat(missing("Windows 11", Map.of(), path -> false)).isEmpty();
        assertThat(missing("Mac OS X", Map.of(), path -> false)).isEmpty();
        Properties headless = properties("Mac OS X");
        headless.setProperty("java.awt.headless", "true");
        assertThat(Display.missing(headless, Map.of(), EVERYTHING)).isPresent();
    }

    @Test
    void onlyFailuresOfTheDisplayAreRefusals() {
        Throwable refused = new RuntimeException(new UnsupportedOperationException("Unable to open DISPLAY"));
        assertThat(Display.refusal(refused))
                .hasValueSatisfying(reason -> assertThat(reason).contains("Unable to open"));
        assertThat(Display.refusal(new UnsatisfiedLinkError("libglass.so"))).isPresent();
        assertThat(Display.refusal(new IllegalStateException("a fault of ours")))
                .isEmpty();
    }

    private static Optional<String> missing(String system, Map<String, String> environment, Predicate<Path> exists) {
        return Display.missing(properties(system), environment, exists);
    }

    private static Properties properties(String system) {
        Properties properties = new Properties();
        properties.setProperty("os.name", system);
        properties.setProperty("os.arch", "amd64");
        return properties;
    }
}
