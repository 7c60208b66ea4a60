package dev.foresight.engine.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foresight.engine.run.ProcessMark;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunLock;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.SpecJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeletedRunsTest {
    private static final ExperimentSpec SPEC = SpecJson.read("""
            {"format": 1, "name": "tiny", "task": "image-classification", "architecture": {"id": "mlp"},
             "data": {"id": "shapes"}, "arms": [{"name": "a", "rule": {"id": "adamw"}}],
             "training": {"length": {"epochs": 2}}}
            """, "tiny");

    @TempDir
    Path folder;

    private Project project;
    private RunDirectory run;

    @BeforeEach
    void makeARunWithAFile() throws IOException {
        project = Project.create(folder.resolve("p"), "p", "");
        run = newRun();
        Files.createDirectories(run.file("checkpoints"));
        Files.writeString(run.file("checkpoints/last.bin"), "0123456789");
    }

    private RunDirectory newRun() {
        return RunDirectory.create(project.runsFolder(), SPEC.runs().getFirst());
    }

    @Test
    void aDeletedRunIsMovedWholeAndComesBackWhole() throws IOException {
        RunDirectory deleted = project.delete(run);
        assertThat(project.runs()).isEmpty();
        assertThat(project.deleted().list()).containsExactly(deleted);
        assertThat(deleted.file("checkpoints/last.bin")).hasContent("0123456789");

        assertThat(project.restore(deleted)).isEqualTo(run);
        assertThat(project.runs()).containsExactly(run);
        assertThat(project.deleted().list()).isEmpty();
        assertThat(Files.readString(run.file("checkpoints/last.bin"))).isEqualTo("0123456789");
    }

    @Test
    void aRunWithALivingWorkerStaysWhereItIs() {
        assertThat(RunLock.take(run)).isTrue();
        assertThatThrownBy(() -> project.delete(run))
                .isInstanceOf(ProjectException.class)
                .hasMessageContaining("stop it first");
        assertThat(project.runs()).containsExactly(run);
        assertThat(project.deleted().list()).isEmpty();
    }

    @Test
    void aRunWhoseWorkerDiedCanBeDeleted() throws IOException {
        ProcessMark here = ProcessMark.here();
        Files.writeString(run.file(RunDirectory.LOCK), "999999999 " + here.start() + " " + here.host() + "\n");
        project.delete(run);
        assertThat(project.runs()).isEmpty();
    }

    @Test
    void neitherMoveReplacesAnything() throws IOException {
        RunDirectory deleted = project.delete(run);
        Files.createDirectories(run.folder());
        assertThatThrownBy(() -> project.restore(deleted)).hasMessageContaining("exists");
        assertThat(deleted.file("checkpoints/last.bin")).exists();
        assertThat(run.folder()).isEmptyDirectory();
    }

    @Test
    void removingForGoodTakesExactlyTheRunsItIsGiven() throws IOException {
        RunDirectory gone = project.delete(run);
        RunDirectory kept = project.delete(newRun());
        assertThat(project.deleted().bytes(List.of(gone))).isEqualTo(10 + Files.size(gone.file(RunDirectory.SPEC)));
        project.deleted().remove(List.of(gone));
        assertThat(gone.folder()).doesNotExist();
        assertThat(project.deleted().list()).containsExactly(kept);
    }

    @Test
    void aRunThatIsNotDeletedIsNeverRemovedForGood() {
        RunDirectory deleted = project.delete(newRun());
        assertThatThrownBy(() -> project.deleted().remove(List.of(deleted, run)))
                .hasMessageContaining("no deleted run")
                .hasMessageContaining("left alone");
        assertThat(run.file("checkpoints/last.bin")).exists();
        assertThat(deleted.folder())
                .as("all are looked at before the first is removed")
                .exists();
    }

    @Test
    void whatALinkPointsToOutlivesIt() throws IOException {
        Path data = Files.writeString(folder.resolve("data.bin"), "precious");
        Files.createSymbolicLink(run.file("link"), data);
        RunDirectory deleted = project.delete(run);
        project.deleted().remove(List.of(deleted));
        assertThat(deleted.folder()).doesNotExist();
        assertThat(data).hasContent("precious");
    }

    @Test
    void ofARunThatIsALinkOnlyTheLinkIsMovedAndRemoved() throws IOException {
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(run.folder(), elsewhere);
        Files.createSymbolicLink(run.folder(), elsewhere);
        RunDirectory deleted = project.delete(run);
        assertThat(run.folder()).doesNotExist();
        assertThat(deleted.folder()).isSymbolicLink();
        assertThat(project.deleted().bytes(List.of(deleted)))
                .as("nothing is freed")
                .isZero();

        project.deleted().remove(List.of(deleted));
        assertThat(Files.isSymbolicLink(deleted.folder())).isFalse();
        assertThat(elsewhere.resolve(RunDirectory.SPEC)).isNotEmptyFile();
        assertThat(elsewhere.resolve("checkpoints/last.bin")).hasContent("0123456789");
    }

    @Test
    void checkpointsThatAreALinkAreNotRemovedWithTheRun() throws IOException {
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(run.file("checkpoints"), elsewhere);
        Files.createSymbolicLink(run.file("checkpoints"), elsewhere);
        RunDirectory deleted = project.delete(run);
        assertThat(project.deleted().bytes(List.of(deleted))).isEqualTo(Files.size(deleted.file(RunDirectory.SPEC)));
        project.deleted().remove(List.of(deleted));
        assertThat(deleted.folder()).doesNotExist();
        assertThat(elsewhere.resolve("last.bin")).hasContent("0123456789");
    }

    @Test
    void aLinkToNowhereIsNotReplacedEither() throws IOException {
        RunDirectory deleted = project.delete(run);
        Files.createSymbolicLink(run.folder(), folder.resolve("nowhere"));
        assertThatThrownBy(() -> project.restore(deleted)).hasMessageContaining("exists");
        assertThat(deleted.file("checkpoints/last.bin")).exists();
        assertThat(run.folder()).isSymbolicLink();
    }
}
