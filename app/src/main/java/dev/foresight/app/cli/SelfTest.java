package dev.foresight.app.cli;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.SpecJson;
import dev.foresight.engine.train.RunWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A second of real training with weight prediction: data, network, update and files. */
final class SelfTest {
    private static final String SPEC = """
            {"format": 1, "name": "self-test", "task": "image-classification",
             "architecture": {"id": "mlp", "parameters": {"hidden": 32}},
             "data": {"id": "shapes", "trainExamples": 256, "validationExamples": 64},
             "arms": [{"name": "WP-AdamW", "rule": {"id": "adamw"}, "learningRate": 0.002, "horizon": 1}],
             "training": {"length": {"steps": 30}, "batch": 32},
             "execution": {"threads": 1}, "seeds": [1]}
            """;
    private static final int STEPS = 30;

    private SelfTest() {}

    /** @param text what was found, for people */
    record Result(boolean passed, String text) {}

    static Result run() {
        long begun = System.nanoTime();
        Path folder = null;
        try {
            folder = Files.createTempDirectory("foresight-self-test");
            ExperimentSpec spec = SpecJson.read(SPEC, "the self-test");
            RunDirectory run = RunDirectory.create(folder, spec.runs().getFirst());
            RunOutcome outcome = RunWorker.run(run);
            double[] losses = run.follow(RunDirectory.STEPS).newRows().stream()
                    .mapToDouble(row -> Double.parseDouble(row[4]))
                    .toArray();
            if (!(outcome instanceof RunOutcome.Completed) || losses.length != STEPS) {
                return new Result(false, "the run ended as " + outcome + " after " + losses.length + " steps");
            }
            return judge(losses, (System.nanoTime() - begun) / 1e9);
        } catch (IOException e) {
            return new Result(false, "no temporary folder can be written: " + e.getMessage());
        } finally {
            if (folder != null) {
                delete(folder);
            }
        }
    }

    static Result judge(double[] losses, double seconds) {
        double first = mean(losses, 0, 5);
        double last = mean(losses, losses.length - 5, losses.length);
        String text = String.format(
                Locale.ROOT, "%d steps in %.1f s, loss %.3f to %.3f", losses.length, seconds, first, last);
        // Ten classes are log(10) = 2.303 nats before anything is learnt.
        boolean sensible = Math.abs(losses[0] - Math.log(10)) < 0.5;
        boolean falls = last < 0.95 * first;
        if (!sensible) {
            return new Result(false, text + "; the first loss should be near 2.303, the logarithm of 10 classes");
        }
        return falls ? new Result(true, text) : new Result(false, text + "; it should fall by more than 5 %");
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            System.getLogger(SelfTest.class.getName())
                    .log(System.Logger.Level.DEBUG, "temporary folder " + folder + " is left behind", e);
        }
    }
}
