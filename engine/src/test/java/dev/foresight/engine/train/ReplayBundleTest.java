package dev.foresight.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foresight.engine.graph.LayerGraphJson;
import dev.foresight.engine.net.dl4j.Dl4jNetwork;
import dev.foresight.engine.run.RunIoException;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ExecutionSpec.Layers;
import dev.foresight.engine.spec.InvalidSpecException;
import dev.foresight.engine.spec.OptimizerSpec;
import dev.foresight.engine.spec.RunSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayBundleTest {
    @TempDir
    private Path folder;

    private GoldenBundle golden;

    @BeforeEach
    void read() throws IOException {
        golden = GoldenBundle.read("lstm");
    }

    @Test
    void anUnknownArmNamesTheArmsThereAre() {
        assertThatThrownBy(() -> ReplayBundle.write(
                        golden.run(0, Layers.COMPILED).experiment(), "goldn", 1, 0, folder.resolve("b")))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("goldn")
                .hasMessageContaining("[golden]")
                .hasMessageContaining("steps: found 0");
        assertThat(folder.resolve("b")).doesNotExist();
    }

    @Test
    void aFolderThatHoldsSomethingIsLeftAlone() throws IOException {
        Files.writeString(folder.resolve("mine.txt"), "keep");

        assertThatThrownBy(() -> write(golden.run(0, Layers.COMPILED)))
                .isInstanceOf(RunIoException.class)
                .hasMessageContaining("not empty");
        assertThat(folder).isDirectoryContaining("glob:**/mine.txt");
        assertThat(folder.resolve("init")).doesNotExist();
    }

    @Test
    void theManifestSpellsOutWhatWasTrained() throws IOException {
        write(golden.run(2, Layers.COMPILED));

        JsonNode manifest = new ObjectMapper().readTree(Files.readString(folder.resolve("bundle.json")));
        assertThat(LayerGraphJson.read(manifest.path("graph"), "bundle.json")).isEqualTo(golden.graph());
        assertThat(manifest.path("arm").path("horizon").asDouble()).isEqualTo(2);
        assertThat(manifest.path("arm")
                        .path("rule")
                        .path("parameters")
                        .path("beta2")
                        .asDouble())
                .isEqualTo(0.999);
        assertThat(manifest.path("stateFromZero")).isEqualTo(golden.manifest().path("stateFromZero"));
        assertThat(manifest.path("parameters")).isEqualTo(golden.manifest().path("parameters"));
    }

    @Test
    void aRunThatDivergesKeepsTheStepsBeforeIt() throws IOException {
        RunSpec run = golden.run(0, Layers.COMPILED);
        ArmSpec wild = new ArmSpec(
                "golden",
                run.arm().color(),
                new OptimizerSpec(run.arm().optimizer().rule(), 1e38),
                run.arm().prediction());

        RunOutcome outcome = write(new RunSpec(run.experiment(), wild, run.seed()));

        assertThat(outcome).isInstanceOf(RunOutcome.Diverged.class);
        JsonNode manifest = new ObjectMapper().readTree(Files.readString(folder.resolve("bundle.json")));
        assertThat(manifest.path("steps").asInt())
                .isBetween(1, golden.batches().size() - 1)
                .isEqualTo(Files.readAllLines(folder.resolve("steps.csv")).size() - 1);
    }

    private RunOutcome write(RunSpec run) {
        return ReplayBundle.write(
                run,
                folder,
                spec -> new RunParts(
                        golden,
                        Dl4jNetwork.create(
                                golden.graph(), golden.init(), spec.experiment().execution()),
                        Map.of()));
    }
}
