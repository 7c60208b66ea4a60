package dev.foresight.engine.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.InvalidSpecException;
import dev.foresight.engine.spec.SpecJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectTest {
    private static final ExperimentSpec SPEC = SpecJson.read("""
            {"format": 1, "name": "tiny", "task": "image-classification", "architecture": {"id": "mlp"},
             "data": {"id": "shapes"}, "arms": [{"name": "a", "rule": {"id": "adamw"}}],
             "training": {"length": {"epochs": 2}}}
            """, "tiny");

    @TempDir
    Path folder;

    @Test
    void aCreatedProjectOpensWithItsName() {
        Project.create(folder.resolve("p"), "My project", "What it asks");
        Project project = Project.open(folder.resolve("p"));
        assertThat(project.name()).isEqualTo("My project");
        assertThat(project.description()).isEqualTo("What it asks");
        assertThat(project.experimentFiles()).isEmpty();
        assertThat(project.runs()).isEmpty();
    }

    @Test
    void aSavedExperimentIsReadAgain() {
        Project project = Project.create(folder, "p", "");
        Path file = project.save(SPEC);
        assertThat(project.experimentFiles()).containsExactly(file);
        assertThat(Project.readExperiment(file)).isEqualTo(SPEC);
    }

    @Test
    void foldersWithoutASpecAreNoRuns() throws IOException {
        Project project = Project.create(folder, "p", "");
        Files.createDirectories(project.runsFolder().resolve("20260102-030405-b"));
        Files.createDirectories(project.runsFolder().resolve("20260101-030405-a"));
        assertThat(project.runs()).isEmpty();
        Files.writeString(project.runsFolder().resolve("20260102-030405-b/spec.json"), "{}");
        Files.writeString(project.runsFolder().resolve("20260101-030405-a/spec.json"), "{}");
        assertThat(project.runs())
                .extracting(run -> run.folder().getFileName().toString())
                .containsExactly("20260101-030405-a", "20260102-030405-b");
    }

    @Test
    void aFolderThatIsNoProjectIsRefusedWithThePath() throws IOException {
        assertThatThrownBy(() -> Project.open(folder))
                .hasMessageContaining("project.json")
                .hasMessageContaining(folder.toString());
        assertThatThrownBy(() -> Project.open(folder.resolve("none"))).hasMessageContaining("no such folder");
        Files.writeString(folder.resolve("project.json"), "{\"format\": 1,}");
        assertThatThrownBy(() -> Project.open(folder))
                .isInstanceOf(ProjectException.class)
                .hasMessageContaining("line 1");
        Files.writeString(folder.resolve("project.json"), "{\"format\": 2, \"name\": \"x\"}");
        assertThatThrownBy(() -> Project.open(folder)).hasMessageContaining("newer version");
        Files.writeString(folder.resolve("project.json"), "{\"format\": 1}");
        assertThatThrownBy(() -> Project.open(folder)).hasMessageContaining("name");
        Files.writeString(folder.resolve("project.json"), "");
        assertThatThrownBy(() -> Project.open(folder)).isInstanceOf(ProjectException.class);
    }

    @Test
    void aProjectIsNotMadeTwice() {
        Project.create(folder, "p", "");
        assertThatThrownBy(() -> Project.create(folder, "q", "")).hasMessageContaining("already");
    }

    @Test
    void aFileWhereTheFolderShouldBeIsAClearError() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> Project.create(file, "p", ""))
                .isInstanceOf(ProjectException.class)
                .hasMessageContaining("choose a folder");
    }

    @Test
    void anExperimentThatCannotBeReadNamesItsFile() throws IOException {
        assertThatThrownBy(() -> Project.readExperiment(folder.resolve("none.json")))
                .hasMessageContaining("none.json")
                .hasMessageContaining("no such file");
        Path latin =
                Files.write(folder.resolve("latin.json"), "{\"n\u00e4me\": 1}".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Project.readExperiment(latin)).hasMessageContaining("UTF-8");
        Path bad = Files.writeString(folder.resolve("bad.json"), "{");
        assertThatThrownBy(() -> Project.readExperiment(bad))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("bad.json");
    }

    @Test
    void savingReplacesALinkAndLeavesItsTarget() throws IOException {
        Project project = Project.create(folder.resolve("p"), "p", "");
        Path outside = Files.writeString(folder.resolve("outside.json"), "precious");
        Files.createSymbolicLink(project.experimentFile("tiny"), outside);
        Path file = project.save(SPEC);
        assertThat(outside).hasContent("precious");
        assertThat(Files.isSymbolicLink(file)).isFalse();
        assertThat(Project.readExperiment(file)).isEqualTo(SPEC);
    }

    @Test
    void nothingIsSavedThroughALinkOutOfTheProject() throws IOException {
        Project project = Project.create(folder.resolve("p"), "p", "");
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path experiments = project.folder().resolve("experiments");
        Files.delete(experiments);
        Files.createSymbolicLink(experiments, outside);
        assertThatThrownBy(() -> project.save(SPEC))
                .isInstanceOf(ProjectException.class)
                .hasMessageContaining("is a link to")
                .hasMessageContaining("outside the project");
        assertThat(outside).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", ".", "..", "../x", "a/b", "a\\b", "/x", "C:x", "a\0b", "con", "NUL.old", "com1", "x.", "x ",
                "-x"
            })
    void aNameThatIsNoFileNameIsRefused(String name) {
        Project project = Project.create(folder, "p", "");
        assertThatThrownBy(() -> project.experimentFile(name))
                .isInstanceOf(ProjectException.class)
                .hasMessageContaining("allowed: 1 to 100 letters");
    }

    @Test
    void aNameOfMoreThan100LettersIsRefused() {
        Project project = Project.create(folder, "p", "");
        assertThat(project.experimentFile("x".repeat(100)).getParent()).hasFileName("experiments");
        assertThatThrownBy(() -> project.experimentFile("x".repeat(101))).isInstanceOf(ProjectException.class);
    }
}
