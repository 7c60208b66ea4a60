package dev.foresight.bench.libtorch;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Trains a network that peers/trace_torch.py wrote on random data, with DJL's AdamW, and prints what a step costs, as
 * peers/train_torch.py does. Forward pass, loss and backward pass are one call each into libtorch.
 */
public final class TrainLibtorch {
    private static final int VOCABULARY = 10_000;
    private static final int HIDDEN = 400;

    private final Map<String, String> options;
    private final NDManager manager;
    private final Block network;
    private final ParameterStore store;
    private final Map<String, NDArray> parameters = new HashMap<>();
    private final Optimizer optimizer = Optimizer.adamW()
            .optLearningRateTracker(Tracker.fixed(1e-3f))
            .optWeightDecays(5e-4f)
            .build();
    /** h and c of a language model. */
    private NDList state = new NDList();

    private TrainLibtorch(Model model, Map<String, String> options) {
        this.options = options;
        manager = model.getNDManager();
        network = model.getBlock();
        store = new ParameterStore(manager, false);
        network.getParameters().forEach(pair -> {
            NDArray array = pair.getValue().getArray();
            if (array.hasGradient()) {
                parameters.put(pair.getKey(), array);
            }
        });
    }

    public static void main(String[] arguments) throws IOException, MalformedModelException {
        Path file = Path.of(arguments[0]);
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i < arguments.length; i += 2) {
            options.put(arguments[i].substring(2), arguments[i + 1]);
        }
        System.setProperty("ai.djl.pytorch.num_threads", options.getOrDefault("threads", "2"));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        try (Model model = Model.newInstance("network", "PyTorch")) {
            model.load(
                    file.toAbsolutePath().getParent(),
                    String.valueOf(file.getFileName()),
                    Map.of("trainParam", "true"));
            new TrainLibtorch(model, options).run();
        }
    }

    private int number(String option) {
        return Integer.parseInt(options.getOrDefault(option, "0"));
    }

    private void run() {
        int warmup = number("warmup");
        List<Double> seconds = new ArrayList<>();
        float loss = 0;
        for (int step = 0; step < warmup + number("steps"); step++) {
            try (NDManager scratch = manager.newSubManager()) {
                NDList batch = batch(scratch);
                long begun = System.nanoTime();
                loss = step(batch);
                if (step >= warmup) {
                    seconds.add((System.nanoTime() - begun) / 1e9);
                }
            }
        }
        System.out.printf(
                "{\"seconds\": [%s], \"loss\": %s, \"parameters\": %d, \"libtorch\": \"%s\"}%n",
                seconds.stream().map(String::valueOf).collect(Collectors.joining(", ")),
                loss,
                parameters.values().stream().mapToLong(NDArray::size).sum(),
                Engine.getEngine("PyTorch").getVersion());
    }

    private NDList batch(NDManager scratch) {
        if (!options.containsKey("time")) {
            return new NDList(
                    scratch.randomNormal(new Shape(number("batch"), 3, 32, 32)),
                    scratch.randomInteger(0, 10, new Shape(number("batch")), DataType.INT64));
        }
        NDArray tokens =
                scratch.randomInteger(0, VOCABULARY, new Shape(number("time") + 1L, number("batch")), DataType.INT64);
        return new NDList(tokens.get("0:-1"), tokens.get("1:"));
    }

    private float step(NDList batch) {
        NDList inputs = new NDList(batch);
        if (options.containsKey("time")) {
            if (state.isEmpty()) {
                Shape shape = new Shape(1, number("batch"), HIDDEN);
                state = new NDList(manager.zeros(shape), manager.zeros(shape));
            }
            inputs.addAll(state);
        }
        float loss;
        try (GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDList outputs = network.forward(store, inputs, true);
            gradients.backward(outputs.head());
            loss = outputs.head().getFloat();
            if (!state.isEmpty()) {
                state.close();
                state = new NDList(
                        outputs.get(1).stopGradient().duplicate(),
                        outputs.get(2).stopGradient().duplicate());
                state.attach(manager);
            }
            outputs.close();
        }
        parameters.forEach((name, array) -> {
            try (NDArray gradient = array.getGradient()) {
                optimizer.update(name, array, gradient);
            }
        });
        return loss;
    }
}
