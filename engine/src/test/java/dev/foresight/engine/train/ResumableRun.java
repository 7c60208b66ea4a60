package dev.foresight.engine.train;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foresight.engine.graph.Init;
import dev.foresight.engine.graph.InitialWeights;
import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.LayerGraph.Node;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.net.Network;
import dev.foresight.engine.net.dl4j.Dl4jNetwork;
import dev.foresight.engine.run.CheckpointFolder;
import dev.foresight.engine.run.Control;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.run.TensorFile;
import dev.foresight.engine.run.TinyRun;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.CheckpointSpec;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.DataSpec;
import dev.foresight.engine.spec.DiagnosticsSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.RunSpec;
import dev.foresight.engine.spec.ScheduleSpec;
import dev.foresight.engine.spec.SpecDefaults;
import dev.foresight.engine.spec.Task;
import dev.foresight.engine.spec.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;

/** Small runs that have everything a state consists of, and what they leave behind. */
final class ResumableRun {
    static final int STEPS = 13;

    /** After any step one or two are open. */
    private static final DiagnosticsSpec SAMPLES = new DiagnosticsSpec(2, List.of(1L, 3L), true, 10);

    private ResumableRun() {}

    /** A convolutional network with batch normalisation and dropout on cropped and mirrored pictures. */
    static RunSpec images(double horizon, CheckpointSpec checkpoint) {
        RunSpec tiny = TinyRun.of(Amount.steps(STEPS), horizon);
        ExperimentSpec experiment = tiny.experiment();
        return run(
                experiment
                        // Its statistics may be estimated anew; the network itself is replaced by a smaller one.
                        .withArchitecture(new ComponentSpec("vgg11-bn", new Values(Map.of("width", 1.0 / 64))))
                        .withData(experiment
                                .data()
                                .withTrainExamples(18)
                                .withValidationExamples(20)
                                .withAugmentation(DataSpec.Augmentation.CROP_FLIP))
                        .withTraining(experiment
                                .training()
                                .withEvaluateEvery(Amount.steps(3))
                                .withReestimateBatches(2)
                                .withDiagnostics(SAMPLES)
                                .withClip(0.5)
                                .withSchedule(new ScheduleSpec.MultiStep(List.of(1L, 2L), 0.5))),
                tiny,
                checkpoint);
    }

    /** A language model with carried state, dropout and drawn lengths. */
    static RunSpec language(double horizon, CheckpointSpec checkpoint) {
        RunSpec tiny = TinyRun.of(Amount.steps(STEPS), horizon);
        Values values = new Values(Map.of(
                "inputDropout",
                0.4,
                "outputDropout",
                0.3,
                "weightDrop",
                0.5,
                "layers",
                2L,
                "embedding",
                8L,
                "hidden",
                10L));
        return run(
                tiny.experiment()
                        .withTask(Task.LANGUAGE_MODEL)
                        .withArchitecture(new ComponentSpec("lstm", values))
                        .withData(new DataSpec(
                                new ComponentSpec(
                                        "grammar", new Values(Map.of("tokens", 1_000L, "evaluationTokens", 100L))),
                                0,
                                0,
                                DataSpec.Augmentation.NONE))
                        .withTraining(SpecDefaults.training(Task.LANGUAGE_MODEL, Amount.steps(STEPS))
                                .withBatch(10)
                                .withBptt(12)
                                .withVariableBptt(true)
                                .withDiagnostics(SAMPLES)
                                .withClip(0.25)
                                .withSchedule(new ScheduleSpec.MultiStep(List.of(1L), 0.5))
                                .withEvaluateEvery(Amount.steps(4))),
                tiny,
                checkpoint);
    }

    private static RunSpec run(ExperimentSpec experiment, RunSpec tiny, CheckpointSpec checkpoint) {
        return new RunSpec(
                experiment.withExecution(experiment.execution().withCheckpoint(checkpoint)), tiny.arm(), tiny.seed());
    }

    /** The parts of a run, told of each step before its pass. */
    static RunParts.Maker parts(LongConsumer before) {
        return run -> {
            RunParts made = SpecParts.make(run);
            Network network = made.network();
            if (run.experiment().task() == Task.IMAGE_CLASSIFICATION) {
                network.close();
                LayerGraph graph =
                        graph((Shape.Image) made.data().input(), made.data().outputs());
                network = Dl4jNetwork.create(
                        graph,
                        InitialWeights.draw(graph, run.seed()),
                        run.experiment().execution());
            }
            return new RunParts(made.data(), told(network, before, () -> {}), made.backend());
        };
    }

    private static LayerGraph graph(Shape.Image input, int outputs) {
        Init init = new Init.Uniform(0.3);
        List<Layer> layers = List.of(
                new Layer.Conv(input.channels(), 5, 3, 3, 2, 2, 1, 1, false, init, init),
                new Layer.BatchNorm(5, 1e-5, 0.1),
                new Layer.Relu(),
                new Layer.Conv(5, 6, 3, 3, 2, 2, 1, 1, true, init, init),
                new Layer.BatchNorm(6, 1e-5, 0.1),
                new Layer.Relu(),
                new Layer.GlobalAveragePool(),
                new Layer.Dropout(0.3),
                new Layer.Linear(6, outputs, true, null, init, init));
        List<Node> nodes = new ArrayList<>();
        String last = LayerGraph.INPUT;
        for (Layer layer : layers) {
            nodes.add(new Node("n" + nodes.size(), layer, List.of(last)));
            last = nodes.getLast().name();
        }
        return new LayerGraph("resumable", input, nodes);
    }

    /** A run of the network with one weight, which takes no time at all. */
    static RunSpec quadratic(CheckpointSpec checkpoint) {
        RunSpec tiny = TinyRun.of(Amount.steps(STEPS), 1);
        ExperimentSpec experiment = tiny.experiment();
        return run(experiment.withTraining(experiment.training().withEvaluateEvery(Amount.steps(3))), tiny, checkpoint);
    }

    /** Its parts, told of each step and of each batch of an evaluation before its pass. */
    static RunParts.Maker quadraticParts(LongConsumer before, Runnable evaluating) {
        return run -> new RunParts(
                new Quadratic.Data(5), told(new Quadratic(5), before, evaluating), Map.of("backend", "test"));
    }

    private static Network told(Network network, LongConsumer before, Runnable evaluating) {
        return (Network) Proxy.newProxyInstance(
                Network.class.getClassLoader(), new Class<?>[] {Network.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("forwardBackward")) {
                        before.accept((Long) arguments[2]);
                    } else if (method.getName().equals("evaluate")) {
                        evaluating.run();
                    }
                    try {
                        return method.invoke(network, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    static RunOutcome go(RunDirectory run) {
        return RunWorker.run(run, parts(step -> {}));
    }

    /** Asks for a stop with a checkpoint so that it takes place after this many steps. */
    static RunOutcome stopAndKeep(RunDirectory run, long after) {
        return RunWorker.run(run, parts(step -> {
            if (step == after - 1) {
                run.request(Control.STOP_AND_KEEP);
                sleepUntilLookedAt();
            }
        }));
    }

    static void sleepUntilLookedAt() {
        try {
            Thread.sleep(150);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends without a word in this step, counted from 0. */
    static RunOutcome abandon(RunDirectory run, long in) {
        return RunWorker.run(run, parts(step -> {
            if (step == in) {
                throw new IllegalStateException("abandoned");
            }
        }));
    }

    /** Makes a run that has ended ready for a worker. */
    static void reopen(RunDirectory run) {
        try {
            for (String name : List.of(RunDirectory.LOCK, RunDirectory.OUTCOME, RunDirectory.CONTROL)) {
                Files.deleteIfExists(run.file(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What a run left, without what depends on the clock.
     *
     * @param tensors digests of weights, statistics, moments and recurrent state
     * @param rows of the logs
     * @param facts step, parts evaluated, best
     * @param secondsAddUp whether seconds never go back, and the ledger tells all of them
     */
    record Left(
            Map<String, String> tensors, List<String> rows, String facts, List<String> files, boolean secondsAddUp) {
        /** What is not as expected, in words; the tensors by their names. */
        List<String> differences(Left expected) {
            List<String> found = new ArrayList<>();
            if (!tensors.keySet().equals(expected.tensors.keySet())) {
                found.add("tensors " + tensors.keySet() + " instead of " + expected.tensors.keySet());
            }
            tensors.forEach((name, digest) -> {
                if (!digest.equals(expected.tensors.get(name))) {
                    found.add("tensor " + name);
                }
            });
            int same = 0;
            while (same < Math.min(rows.size(), expected.rows.size())
                    && rows.get(same).equals(expected.rows.get(same))) {
                same++;
            }
            if (!rows.equals(expected.rows)) {
                found.add(rows.size() + " rows instead of " + expected.rows.size() + ", from here on others: "
                        + rows.stream().skip(same).findFirst().orElse("none") + " instead of "
                        + expected.rows.stream().skip(same).findFirst().orElse("none"));
            }
            if (!facts.equals(expected.facts)) {
                found.add(facts + " instead of " + expected.facts);
            }
            if (!files.equals(expected.files)) {
                found.add("files " + files + " instead of " + expected.files);
            }
            if (!secondsAddUp) {
                found.add("seconds that go back or do not add up");
            }
            return found;
        }

        private static String digest(float[] values) {
            ByteBuffer bits = ByteBuffer.allocate(values.length * Float.BYTES);
            for (float value : values) {
                bits.putInt(Float.floatToRawIntBits(value));
            }
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bits.array()));
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("every Java has SHA-256", e);
            }
        }

        static Left by(RunDirectory run) {
            try (CheckpointFolder.Opened opened =
                    new CheckpointFolder(run).newest(text -> {}).orElseThrow()) {
                Map<String, String> tensors = new LinkedHashMap<>();
                for (String name : opened.tensors().names()) {
                    float[] values = opened.tensors().read(name);
                    tensors.put(name, values.length + " entries " + digest(values));
                }
                List<String> rows = new ArrayList<>();
                boolean monotone = true;
                double last = 0;
                for (String[] row : run.follow(RunDirectory.STEPS).newRows()) {
                    rows.add("s " + row[0] + " " + row[1] + " " + row[3] + " " + row[4] + " " + row[5]);
                    monotone &= Double.parseDouble(row[2]) >= last;
                    last = Double.parseDouble(row[2]);
                }
                for (String[] row : run.follow(RunDirectory.EVALUATIONS).newRows()) {
                    rows.add("e " + row[0] + " " + row[1] + " " + row[3] + " " + row[4] + " " + row[5]);
                }
                for (String line : lines(run.file(RunDirectory.LAYERS))) {
                    rows.add("d " + line);
                }
                double told = 0;
                for (String[] row : run.follow(RunDirectory.LEDGER).newRows()) {
                    if (!row[1].equals("checkpoint")) {
                        rows.add("l " + row[0] + " " + row[1]);
                        told += List.of("evaluation", "diagnostics").contains(row[1]) ? 0 : Double.parseDouble(row[2]);
                    }
                }
                String facts = opened.checkpoint().step() + " "
                        + opened.checkpoint().evaluated().stream().sorted().toList() + " "
                        + opened.checkpoint().best();
                double trained = opened.checkpoint().trainingNanos() / 1e9;
                String[] files = run.file(RunDirectory.CHECKPOINTS).toFile().list();
                return new Left(
                        tensors,
                        rows,
                        facts,
                        Arrays.stream(files).sorted().toList(),
                        monotone && Math.abs(told - trained) < 1e-6);
            }
        }
    }

    /** All of a file; none where there is none. */
    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a checkpoint again, sound but with something changed. */
    static void tamper(RunDirectory run, BiConsumer<ObjectNode, Map<String, float[]>> change) throws IOException {
        Path file;
        Map<String, float[]> tensors = new LinkedHashMap<>();
        Map<String, List<Integer>> shapes;
        ObjectNode state;
        try (CheckpointFolder.Opened opened =
                new CheckpointFolder(run).newest(text -> {}).orElseThrow()) {
            file = opened.file();
            shapes = opened.tensors().shapes();
            opened.tensors()
                    .names()
                    .forEach(name -> tensors.put(name, opened.tensors().read(name)));
            state = (ObjectNode)
                    new JsonMapper().readTree(opened.tensors().texts().get("foresight"));
        }
        change.accept(state, tensors);
        List<TensorFile.Entry> entries = new ArrayList<>();
        tensors.forEach((name, values) ->
                entries.add(new TensorFile.Entry(name, shapes.getOrDefault(name, List.of()), () -> values)));
        Files.delete(file);
        Path target = new CheckpointFolder(run).file(state.get("step").asLong());
        TensorFile.write(target, Map.of("foresight", state.toString()), entries);
    }
}
