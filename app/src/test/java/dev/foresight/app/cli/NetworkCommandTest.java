package dev.foresight.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.engine.arch.Architecture;
import dev.foresight.engine.spec.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkCommandTest {
    private static final Path DOCUMENTS = Path.of("..", "docs", "networks");

    @TempDir
    Path folder;

    @Test
    void thePagesInTheDocumentationAreThoseThatTheCommandWrites() throws IOException {
        assertThat(CommandLineRun.of("network", "--out", folder.toString()).code())
                .isZero();

        assertThat(names(DOCUMENTS)).isEqualTo(names(folder));
        for (String name : names(folder)) {
            assertThat(DOCUMENTS.resolve(name))
                    .as("out of date; write it anew with: foresight network --out docs/networks")
                    .hasSameTextualContentAs(folder.resolve(name));
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void withoutANameItListsTheNetworks() {
        CommandLineRun list = CommandLineRun.of("network");

        assertThat(list.code()).isZero();
        assertThat(list.out()).contains(Registry.of(Architecture.class).ids()).contains("ResNet-34. Residual blocks");
    }

    @Test
    void parametersInputAndOutputsAreTheUsers() {
        CommandLineRun page = CommandLineRun.of(
                "network",
                "resnet34",
                "--set",
                "width=0.25",
                "--set",
                "depth=resnet10",
                "--input",
                "1x28x28",
                "--outputs",
                "7");

        assertThat(page.code()).isZero();
        assertThat(page.out())
                .contains("`width` = 0.25, `depth` = resnet10 for image [1,28,28] and features [7]")
                .contains("| stem-conv | convolution 3×3, 1 to 16, stride 1, padding 1, no bias |  | 16×28×28 | 144 |"
                        + " weight 16×1×3×3: U(±0.3333) |")
                .contains("| layer4-block1-add | sum | layer4-block1-bn2, layer4-block1-shortcut-bn | 128×4×4 |  |  |");
    }

    @Test
    void aVocabularyIsAnInputToo() {
        assertThat(CommandLineRun.of("network", "lstm", "--input", "65").out())
                .contains("embedding of 65 words", "tokens [T] below 65");
    }

    @Test
    void oneNetworkIsWrittenWithItsDrawing() throws IOException {
        CommandLineRun run = CommandLineRun.of("network", "mlp", "--set", "depth=3", "--out", folder.toString());

        assertThat(run.code()).isZero();
        assertThat(names(folder)).containsExactly("mlp.md", "mlp.svg");
        assertThat(Files.readString(folder.resolve("mlp.svg"))).contains("×3");
    }

    @Test
    void mistakesAreNamedAndAreExitCode2() {
        assertRefused("no network resnet50; did you mean resnet34?", "resnet50");
        assertRefused("architecture.parameters.width: found \"wide\"; a number from", "vgg11", "--set", "width=wide");
        assertRefused("no such parameter", "vgg11", "--set", "depth=3");
        assertRefused("images of at least 8x8 pixels", "resnet34", "--input", "3x4x4");
        assertRefused("expected CHANNELSxHEIGHTxWIDTH", "resnet34", "--input", "3x32");
        assertRefused("--outputs 0: expected at least 1", "resnet34", "--outputs", "0");
        assertRefused("one output for each of its 10000 words", "lstm", "--outputs", "7");
        assertRefused("for one network", "--outputs", "7");
    }

    private static void assertRefused(String message, String... arguments) {
        CommandLineRun run = CommandLineRun.of(
                Stream.concat(Stream.of("network"), Stream.of(arguments)).toArray(String[]::new));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(message).doesNotContain("Exception");
    }
}
