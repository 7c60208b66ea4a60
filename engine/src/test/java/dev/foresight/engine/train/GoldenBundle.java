package dev.foresight.engine.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foresight.engine.data.LoadedData;
import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.LayerGraphJson;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.graph.Tensor;
import dev.foresight.engine.net.Batch;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.DataSpec;
import dev.foresight.engine.spec.ExecutionSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.OptimizerSpec;
import dev.foresight.engine.spec.PredictionSpec;
import dev.foresight.engine.spec.RunSpec;
import dev.foresight.engine.spec.SpecDefaults;
import dev.foresight.engine.spec.Task;
import dev.foresight.engine.spec.TrainingSpec;
import dev.foresight.engine.spec.Values;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A committed replay bundle: its network, initial weights, batches and the learning rates of its steps, to be trained
 * again.
 */
record GoldenBundle(
        JsonNode manifest, LayerGraph graph, Map<String, float[]> init, List<Batch> batches, List<Double> rates)
        implements LoadedData {

    static Path resource(String name) {
        try {
            return Path.of(GoldenBundle.class.getResource("/golden/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    static GoldenBundle read(String model) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(resource(model + ".zip"))) {
            Path root = zip.getPath("/");
            JsonNode manifest = new ObjectMapper().readTree(Files.readString(root.resolve("bundle.json")));
            LayerGraph graph = LayerGraphJson.read(manifest.path("graph"), model);
            Map<String, float[]> init = new LinkedHashMap<>();
            for (Tensor tensor : graph.tensors()) {
                init.put(
                        tensor.name(),
                        Npy.read(root.resolve("init/" + tensor.name() + ".npy")).floats());
            }
            List<Batch> batches = new ArrayList<>();
            for (int step = 0; step < manifest.path("steps").asInt(); step++) {
                batches.add(batch(root, step));
            }
            List<Double> rates = Files.readAllLines(root.resolve("steps.csv")).stream()
                    .skip(1)
                    .map(line -> Double.valueOf(line.split(",", 3)[1]))
                    .toList();
            return new GoldenBundle(manifest, graph, init, batches, rates);
        }
    }

    private static Batch batch(Path root, int step) throws IOException {
        Npy x = Npy.read(root.resolve(String.format(Locale.ROOT, "batches/x_%05d.npy", step)));
        Npy y = Npy.read(root.resolve(String.format(Locale.ROOT, "batches/y_%05d.npy", step)));
        List<Integer> shape = x.shape();
        return x.type().equals("<i8")
                ? new Batch.Tokens(x.ints(), y.ints(), shape.get(0), shape.get(1))
                : new Batch.Images(x.floats(), shape.get(1), shape.get(2), shape.get(3), y.ints());
    }

    /** The bundle's run with another horizon, on these layers. */
    RunSpec run(double horizon, ExecutionSpec.Layers layers) {
        JsonNode arm = manifest.path("arm");
        Values values = Values.NONE;
        for (Map.Entry<String, JsonNode> value :
                arm.path("rule").path("parameters").properties()) {
            values = values.with(
                    value.getKey(),
                    value.getValue().isTextual()
                            ? value.getValue().asText()
                            : (Object) value.getValue().asDouble());
        }
        ArmSpec spec = new ArmSpec(
                "golden",
                "#000000",
                new OptimizerSpec(
                        new ComponentSpec(arm.path("rule").path("id").asText(), values),
                        arm.path("learningRate").asDouble()),
                new PredictionSpec(horizon));
        Task task = graph.input() instanceof Shape.Tokens ? Task.LANGUAGE_MODEL : Task.IMAGE_CLASSIFICATION;
        TrainingSpec training = SpecDefaults.training(task, Amount.steps(batches.size()))
                .withClip(manifest.path("clip").asDouble())
                .withEvaluateEvery(Amount.steps(1_000_000));
        ExperimentSpec experiment = new ExperimentSpec(
                "golden",
                "",
                task,
                new ComponentSpec(graph.name(), Values.NONE),
                new DataSpec(new ComponentSpec("golden", Values.NONE), 0, 0, DataSpec.Augmentation.NONE),
                List.of(spec),
                training,
                SpecDefaults.EXECUTION
                        .withThreads(1)
                        .withLayers(layers)
                        .withConvolution(ExecutionSpec.Convolution.EXACT),
                List.of(seed()));
        return new RunSpec(experiment, spec, seed());
    }

    private long seed() {
        return manifest.path("seed").asLong();
    }

    /** Trained tensors whose true gradient is not zero. */
    List<String> compared() {
        Set<String> without = zeroGradients();
        return graph.tensors().stream()
                .filter(tensor -> tensor.kind().trained())
                .map(Tensor::name)
                .filter(name -> !without.contains(name))
                .toList();
    }

    /** Running statistics, without the means that follow a bias whose true gradient is zero. */
    List<String> statistics() {
        Set<String> biases = zeroGradients();
        Set<String> shifted = graph.nodes().stream()
                .filter(node -> node.layer() instanceof Layer.BatchNorm
                        && biases.contains(node.inputs().getFirst() + ".bias"))
                .map(node -> node.name() + ".running_mean")
                .collect(Collectors.toSet());
        return graph.tensors().stream()
                .filter(tensor -> !tensor.kind().trained())
                .map(Tensor::name)
                .filter(name -> !shifted.contains(name))
                .toList();
    }

    /** Biases right before a BatchNorm, which subtracts them again. */
    private Set<String> zeroGradients() {
        Set<String> biases = graph.nodes().stream()
                .filter(node -> node.layer() instanceof Layer.BatchNorm)
                .map(node -> node.inputs().getFirst() + ".bias")
                .collect(Collectors.toSet());
        biases.retainAll(graph.tensors().stream().map(Tensor::name).collect(Collectors.toSet()));
        return biases;
    }

    /**
     * Some tensors out of all that PyTorch's flat array holds, one after the other.
     *
     * @param held which of the graph's tensors the array holds, in the graph's order
     */
    float[] pick(float[] flat, List<String> names, Predicate<Tensor> held) {
        Map<String, float[]> tensors = new LinkedHashMap<>();
        int from = 0;
        for (Tensor tensor : graph.tensors().stream().filter(held).toList()) {
            tensors.put(tensor.name(), Arrays.copyOfRange(flat, from, from + tensor.size()));
            from += tensor.size();
        }
        if (from != flat.length) {
            throw new IllegalArgumentException(flat.length + " entries for tensors of " + from);
        }
        return joined(names.stream()
                .map(name -> Objects.requireNonNull(tensors.get(name)))
                .toList());
    }

    static float[] joined(List<float[]> tensors) {
        float[] all =
                new float[tensors.stream().mapToInt(tensor -> tensor.length).sum()];
        int to = 0;
        for (float[] tensor : tensors) {
            System.arraycopy(tensor, 0, all, to, tensor.length);
            to += tensor.length;
        }
        return all;
    }

    @Override
    public Shape input() {
        return graph.input();
    }

    @Override
    public int outputs() {
        throw new UnsupportedOperationException("the graph is given");
    }

    @Override
    public List<Split> splits() {
        return List.of();
    }

    /** An epoch begins where the state starts from zero. */
    @Override
    public int stepsPerEpoch(long seed, long epoch) {
        return Math.toIntExact(start(epoch + 1) - start(epoch));
    }

    private long start(long epoch) {
        JsonNode starts = manifest.path("stateFromZero");
        int number = Math.toIntExact(epoch);
        return number < starts.size() ? starts.get(number).asLong() : batches.size() + epoch - starts.size();
    }

    @Override
    public double rateFactor(long seed, long epoch, int position) {
        int step = Math.toIntExact(start(epoch) + position);
        // The coming step's is asked for after the last step, too.
        return step < rates.size()
                ? rates.get(step) / manifest.path("arm").path("learningRate").asDouble()
                : 1;
    }

    @Override
    public Batch training(long seed, long epoch, int position) {
        return batches.get(Math.toIntExact(start(epoch) + position));
    }

    @Override
    public Iterable<Batch> evaluation(Split split) {
        return List.of();
    }

    @Override
    public OptionalDouble bestPerplexity(Split split) {
        return OptionalDouble.empty();
    }

    @Override
    public Map<String, String> provenance() {
        return Map.of();
    }
}
