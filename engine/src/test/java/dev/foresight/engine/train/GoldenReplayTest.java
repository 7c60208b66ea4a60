package dev.foresight.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.foresight.engine.net.dl4j.Dl4jNetwork;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.spec.RunSpec;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Training against PyTorch's numbers, without Python: the bundles of bench/peers/make_golden.py are trained again by the
 * ordinary training loop.
 */
class GoldenReplayTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"mlp,0", "mlp,2", "vgg11-bn,0", "vgg11-bn,2", "vgg11,0", "vgg11,2", "lstm,0", "lstm,2"})
    void trainingFollowsPyTorch(String model, int horizon) throws IOException {
        GoldenBundle golden = GoldenBundle.read(model);

        RunOutcome outcome = train(golden, golden.run(horizon));

        assertThat(outcome).isEqualTo(new RunOutcome.Completed(golden.batches().size()));
        Path peer = GoldenBundle.resource(model + "-s" + horizon + ".npz");
        try (FileSystem torch = FileSystems.newFileSystem(peer)) {
            Path root = torch.getPath("/");
            compareSteps(root);
            compareWeights(golden, root);
        }
    }

    /** A bundle written anew holds the same initial weights, batches and dropout masks. */
    @ParameterizedTest
    @ValueSource(strings = {"mlp", "vgg11", "lstm"})
    void theBundleHoldsWhatWasFed(String model) throws IOException {
        GoldenBundle golden = GoldenBundle.read(model);

        train(golden, golden.run(golden.manifest().path("arm").path("horizon").asDouble()));

        try (FileSystem zip = FileSystems.newFileSystem(GoldenBundle.resource(model + ".zip"));
                Stream<Path> files = Files.walk(zip.getPath("/"))) {
            for (Path file :
                    (Iterable<Path>) files.filter(path -> path.toString().endsWith(".npy"))::iterator) {
                assertThat(Files.readAllBytes(folder.resolve(file.toString().substring(1))))
                        .as(file.toString())
                        .isEqualTo(Files.readAllBytes(file));
            }
        }
    }

    private RunOutcome train(GoldenBundle golden, RunSpec run) {
        return ReplayBundle.write(
                run,
                folder,
                spec -> new RunParts(
                        golden,
                        Dl4jNetwork.create(
                                golden.graph(), golden.init(), spec.experiment().execution()),
                        Map.of()));
    }

    private void compareSteps(Path torch) throws IOException {
        double[] losses = Npy.read(torch.resolve("loss.float32.npy")).doubles();
        double[] norms = Npy.read(torch.resolve("gradient_norm.float32.npy")).doubles();
        List<String> lines = Files.readAllLines(folder.resolve("steps.csv"));
        assertThat(lines).hasSize(losses.length + 1);
        for (int step = 0; step < losses.length; step++) {
            String[] cells = lines.get(step + 1).split(",");
            assertThat(Double.parseDouble(cells[2]))
                    .as("loss of step %d", step)
                    .isCloseTo(losses[step], within(1e-5 * losses[step]));
            assertThat(Double.parseDouble(cells[3]))
                    .as("gradient norm of step %d", step)
                    .isCloseTo(norms[step], within(1e-4 * norms[step]));
        }
    }

    private void compareWeights(GoldenBundle golden, Path torch) throws IOException {
        long entries = 0;
        long near = 0;
        double ours = 0;
        double theirs = 0;
        for (String name : golden.compared()) {
            float[] mine = Npy.read(folder.resolve("final/" + name + ".npy")).floats();
            float[] single = Npy.read(torch.resolve("float32/" + name + ".npy")).floats();
            float[] toDouble = Npy.read(torch.resolve("float64-minus-float32/" + name + ".npy"))
                    .floats();
            assertThat(mine).as(name).hasSameSizeAs(single);
            for (int i = 0; i < mine.length; i++) {
                double difference = (double) mine[i] - single[i];
                entries++;
                near += Math.abs(difference) <= 1e-5 ? 1 : 0;
                ours += (difference - toDouble[i]) * (difference - toDouble[i]);
                theirs += (double) toDouble[i] * toDouble[i];
            }
        }
        assertThat((double) near / entries).as("share of weights within 1e-5").isGreaterThanOrEqualTo(0.999);
        assertThat(Math.sqrt(ours / theirs))
                .as("distance to float64 over that of PyTorch's float32")
                .isLessThanOrEqualTo(2.0);
    }
}
