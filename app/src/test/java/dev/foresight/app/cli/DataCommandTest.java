package dev.foresight.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCommandTest {
    @TempDir
    Path folder;

    private Path archive(String prefix) throws IOException {
        Path file = folder.resolve("words.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : List.of("words.train.txt", "words.valid.txt", "words.test.txt")) {
                out.putNextEntry(new ZipEntry(prefix + name));
                out.write("a b c a b\n".repeat(100).getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    @Test
    void anArchiveIsUnpackedAndItsDataSetNamed() throws IOException {
        Path into = folder.resolve("data");
        CommandLineRun first = CommandLineRun.of("data", "import", archive("").toString(), "--into", into.toString());
        assertThat(first.code()).isZero();
        assertThat(first.out())
                .contains("unpacked to " + into.resolve("words"))
                .contains("the data set ptb reads it: --set data.parameters.folder=" + into.resolve("words"))
                .doesNotContain("cifar10");
        CommandLineRun again = CommandLineRun.of("data", "import", archive("").toString(), "--into", into.toString());
        assertThat(again.code()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(again.err()).contains("is there already", "--replace");
        assertThat(CommandLineRun.of("data", "import", archive("").toString(), "--into", into.toString(), "--replace")
                        .code())
                .isZero();
    }

    @Test
    void aBadOrMissingArchiveIsAnErrorWithARemedy() throws IOException {
        CommandLineRun bad = CommandLineRun.of(
                "data",
                "import",
                archive("../").toString(),
                "--into",
                folder.resolve("data").toString());
        assertThat(bad.code()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(bad.err())
                .contains("../words.train.txt", "nothing was unpacked")
                .doesNotContain("fault of the program");
        CommandLineRun missing =
                CommandLineRun.of("data", "import", folder.resolve("none.zip").toString());
        assertThat(missing.code()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(missing.err()).contains("none.zip: there is no such file");
    }

    @Test
    void dataThatASpecTakesFromOutsideTheProjectIsNamedBeforeItRuns() throws IOException {
        Path into = folder.resolve("data");
        CommandLineRun.of("data", "import", archive("").toString(), "--into", into.toString());
        Path spec = folder.resolve("spec.json");
        Files.writeString(spec, """
                {
                  "format": 1, "name": "words", "task": "language-model",
                  "architecture": {"id": "lstm", "parameters": {"embedding": 8, "hidden": 8}},
                  "data": {"id": "ptb", "parameters": {"folder": "%s"}},
                  "arms": [{"name": "AdamW", "rule": {"id": "adamw"}, "horizon": 0}],
                  "training": {"length": {"steps": 2}, "batch": 2, "bptt": 4}, "seeds": [1]
                }
                """.formatted(into.resolve("words").toString().replace("\\", "/")));
        assertThat(PlannedExperiment.of(spec, Map.of(), folder.resolve("out")))
                .singleElement()
                .satisfies(planned -> assertThat(planned.foldersElsewhere()).containsExactly(into.resolve("words")));
        assertThat(PlannedExperiment.of(spec, Map.of(), folder))
                .singleElement()
                .satisfies(planned -> assertThat(planned.foldersElsewhere()).isEmpty());
    }
}
