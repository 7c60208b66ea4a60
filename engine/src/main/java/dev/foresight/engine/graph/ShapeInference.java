package dev.foresight.engine.graph;

import dev.foresight.engine.graph.LayerGraph.Node;
import dev.foresight.engine.graph.Shape.Features;
import dev.foresight.engine.graph.Shape.Image;
import dev.foresight.engine.graph.Shape.Sequence;
import dev.foresight.engine.graph.Shape.Tokens;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shapes that flow through a graph; finds everything that makes a graph impossible. */
final class ShapeInference {
    private final LayerGraph graph;
    private final Map<String, Shape> shapes = new LinkedHashMap<>();
    private final Map<String, Layer> layers = new LinkedHashMap<>();

    private ShapeInference(LayerGraph graph) {
        this.graph = graph;
    }

    static Map<String, Shape> shapes(LayerGraph graph) {
        return new ShapeInference(graph).infer();
    }

    private Map<String, Shape> infer() {
        if (graph.nodes().isEmpty()) {
            throw new GraphException(graph.name(), "a graph without nodes", "at least one node");
        }
        checkInput(graph.input());
        shapes.put(LayerGraph.INPUT, graph.input());
        for (Node node : graph.nodes()) {
            checkName(node);
            Shape output = apply(node, inputsOf(node));
            checkSizes(node);
            shapes.put(node.name(), output);
            layers.put(node.name(), node.layer());
        }
        Node last = graph.nodes().getLast();
        Shape logits = shapes.get(last.name());
        if (!(logits instanceof Features || logits instanceof Sequence)) {
            throw new GraphException(
                    last.name(),
                    "output " + text(logits),
                    "features or a sequence, since the last node gives the logits");
        }
        return Collections.unmodifiableMap(shapes);
    }

    private void checkInput(Shape input) {
        boolean positive = switch (input) {
            case Image image -> image.channels() > 0 && image.height() > 0 && image.width() > 0;
            case Features features -> features.size() > 0;
            case Tokens tokens -> tokens.vocabulary() > 0;
            case Sequence sequence -> sequence.features() > 0;
        };
        if (!positive) {
            throw new GraphException(LayerGraph.INPUT, input.text(), "sizes of at least 1");
        }
    }

    private void checkName(Node node) {
        if (node.name().equals(LayerGraph.INPUT)) {
            throw new GraphException(
                    node.name(), "a node of that name", "another name: it stands for the graph's input");
        }
        // Names become file names and CSV cells.
        if (!node.name().matches("[A-Za-z0-9_][A-Za-z0-9_-]*")) {
            throw new GraphException(node.name(), "this name", "letters, digits, _ and - only");
        }
        if (shapes.containsKey(node.name())) {
            throw new GraphException(node.name(), "two nodes of that name", "names that differ");
        }
    }

    private static void checkSizes(Node node) {
        if (node.layer() instanceof Layer.Lstm lstm) {
            require(node, lstm.hidden() <= Integer.MAX_VALUE / 4, "hidden", lstm.hidden(), "fewer than 2^29");
        }
        for (Tensor tensor : LayerTensors.of(node)) {
            try {
                int unused = tensor.size();
            } catch (ArithmeticException e) {
                throw new GraphException(
                        node.name(), tensor.name() + " of shape " + tensor.shape(), "fewer than 2^31 entries");
            }
        }
    }

    private List<Shape> inputsOf(Node node) {
        int inputs = node.inputs().size();
        boolean joins = node.layer() instanceof Layer.Add || node.layer() instanceof Layer.Concat;
        if (joins ? inputs < 2 : inputs != 1) {
            throw new GraphException(node.name(), inputs + " inputs", joins ? "at least two" : "exactly one");
        }
        return node.inputs().stream().map(input -> outputOf(node, input)).toList();
    }

    private Shape outputOf(Node node, String input) {
        Shape shape = shapes.get(input);
        if (shape == null) {
            throw new GraphException(
                    node.name(), "input \"" + input + "\"", "an earlier node, one of " + shapes.keySet());
        }
        return shape;
    }

    private Shape apply(Node node, List<Shape> inputs) {
        Shape input = inputs.getFirst();
        return switch (node.layer()) {
            case Layer.Add unused -> add(node, inputs);
            case Layer.Concat unused -> concat(node, inputs);
            case Layer.Conv conv -> conv(node, conv, input);
            case Layer.BatchNorm norm -> batchNorm(node, norm, input);
            case Layer.Relu unused -> numbers(node, input);
            case Layer.Tanh unused -> numbers(node, input);
            case Layer.MaxPool pool -> pool(node, input, pool.kernel(), pool.stride(), pool.padding());
            case Layer.AveragePool pool -> pool(node, input, pool.kernel(), pool.stride(), pool.padding());
            case Layer.GlobalAveragePool unused ->
                new Features(image(node, input).channels());
            case Layer.Flatten unused -> {
                Image image = image(node, input);
                long entries = (long) image.channels() * image.height() * image.width();
                require(node, entries <= Integer.MAX_VALUE, "entries", entries, "fewer than 2^31");
                yield new Features((int) entries);
            }
            case Layer.Linear linear -> linear(node, linear, input);
            case Layer.Dropout dropout -> {
                probability(node, "probability", dropout.probability());
                yield numbers(node, input);
            }
            case Layer.LockedDropout dropout -> {
                probability(node, "probability", dropout.probability());
                yield sequence(node, input);
            }
            case Layer.ActivationPenalty penalty -> {
                require(node, penalty.ar() >= 0, "ar", penalty.ar(), "at least 0");
                require(node, penalty.tar() >= 0, "tar", penalty.tar(), "at least 0");
                yield sequence(node, input);
            }
            case Layer.Embedding embedding -> embedding(node, embedding, input);
            case Layer.Lstm lstm -> lstm(node, lstm, input);
        };
    }

    private static Shape conv(Node node, Layer.Conv conv, Shape input) {
        Image image = image(node, input);
        require(node, conv.out() > 0, "out", conv.out(), "at least 1");
        expect(node, "channels", image.channels(), "in", conv.in());
        return new Image(
                conv.out(),
                extent(node, "height", image.height(), conv.kernelHeight(), conv.strideHeight(), conv.paddingHeight()),
                extent(node, "width", image.width(), conv.kernelWidth(), conv.strideWidth(), conv.paddingWidth()));
    }

    private static Shape pool(Node node, Shape input, int kernel, int stride, int padding) {
        Image image = image(node, input);
        require(node, padding <= kernel / 2, "padding", padding, "at most half the kernel");
        return new Image(
                image.channels(),
                extent(node, "height", image.height(), kernel, stride, padding),
                extent(node, "width", image.width(), kernel, stride, padding));
    }

    private static Shape add(Node node, List<Shape> inputs) {
        Shape first = numbers(node, inputs.getFirst());
        for (int i = 1; i < inputs.size(); i++) {
            if (!inputs.get(i).equals(first)) {
                throw misfit(
                        node,
                        i,
                        inputs.get(i),
                        first.text() + ", as \"" + node.inputs().getFirst() + "\" gives");
            }
        }
        return first;
    }

    private static Shape concat(Node node, List<Shape> inputs) {
        Image first = image(node, inputs.getFirst());
        long channels = 0;
        for (int i = 0; i < inputs.size(); i++) {
            if (!(inputs.get(i) instanceof Image image
                    && image.height() == first.height()
                    && image.width() == first.width())) {
                throw misfit(node, i, inputs.get(i), "an image of " + first.height() + " x " + first.width());
            }
            channels += image.channels();
        }
        require(node, channels <= Integer.MAX_VALUE, "channels", channels, "fewer than 2^31");
        return new Image((int) channels, first.height(), first.width());
    }

    /** floor((size + 2 padding - kernel)/stride) + 1. */
    private static int extent(Node node, String what, int size, int kernel, int stride, int padding) {
        require(node, kernel > 0, "kernel", kernel, "at least 1");
        require(node, stride > 0, "stride", stride, "at least 1");
        require(node, padding >= 0, "padding", padding, "at least 0");
        // In int, a large padding would come out as another size.
        long room = size + 2L * padding - kernel;
        if (room < 0) {
            throw new GraphException(
                    node.name(), what + " " + size + " with padding " + padding, "at least the kernel's " + kernel);
        }
        long extent = room / stride + 1;
        require(node, extent <= Integer.MAX_VALUE, what, extent, "fewer than 2^31");
        return (int) extent;
    }

    private static Shape batchNorm(Node node, Layer.BatchNorm norm, Shape input) {
        require(node, norm.epsilon() > 0, "epsilon", norm.epsilon(), "above 0");
        require(node, norm.momentum() > 0 && norm.momentum() <= 1, "momentum", norm.momentum(), "0 < momentum <= 1");
        return switch (input) {
            case Image image -> {
                expect(node, "channels", image.channels(), "channels", norm.channels());
                yield image;
            }
            case Features features -> {
                expect(node, "features", features.size(), "channels", norm.channels());
                yield features;
            }
            case Tokens tokens -> throw misfit(node, tokens, "an image or features");
            case Sequence sequence -> throw misfit(node, sequence, "an image or features");
        };
    }

    private Shape linear(Node node, Layer.Linear linear, Shape input) {
        require(node, linear.out() > 0, "out", linear.out(), "at least 1");
        if (linear.tiedTo() != null) {
            checkTie(node, linear, linear.tiedTo());
        }
        return switch (input) {
            case Features features -> {
                expect(node, "features", features.size(), "in", linear.in());
                yield new Features(linear.out());
            }
            case Sequence sequence -> {
                expect(node, "features", sequence.features(), "in", linear.in());
                yield new Sequence(linear.out());
            }
            case Image image -> throw misfit(node, image, "features or a sequence (put a flatten before it)");
            case Tokens tokens -> throw misfit(node, tokens, "features or a sequence (put an embedding before it)");
        };
    }

    private void checkTie(Node node, Layer.Linear linear, String tiedTo) {
        Layer target = layers.get(tiedTo);
        if (!(target instanceof Layer.Embedding embedding)) {
            throw new GraphException(node.name(), "tiedTo \"" + tiedTo + "\"", "the name of an earlier embedding");
        }
        if (embedding.vocabulary() != linear.out() || embedding.size() != linear.in()) {
            throw new GraphException(
                    node.name(),
                    "weight [" + linear.out() + "," + linear.in() + "] tied to \"" + tiedTo + "\" ["
                            + embedding.vocabulary() + "," + embedding.size() + "]",
                    "equal sizes");
        }
    }

    private static Shape embedding(Node node, Layer.Embedding embedding, Shape input) {
        require(node, embedding.size() > 0, "size", embedding.size(), "at least 1");
        if (!(input instanceof Tokens tokens)) {
            throw misfit(node, input, "tokens");
        }
        probability(node, "dropout", embedding.dropout());
        expect(node, "vocabulary", tokens.vocabulary(), "vocabulary", embedding.vocabulary());
        return new Sequence(embedding.size());
    }

    private static Shape lstm(Node node, Layer.Lstm lstm, Shape input) {
        require(node, lstm.hidden() > 0, "hidden", lstm.hidden(), "at least 1");
        require(node, lstm.biases() == 1 || lstm.biases() == 2, "biases", lstm.biases(), "1 or 2");
        probability(node, "weightDrop", lstm.weightDrop());
        Sequence sequence = sequence(node, input);
        expect(node, "features", sequence.features(), "in", lstm.in());
        return new Sequence(lstm.hidden());
    }

    private static void probability(Node node, String parameter, double p) {
        require(node, p >= 0 && p < 1, parameter, p, "0 <= p < 1");
    }

    private static Sequence sequence(Node node, Shape input) {
        if (input instanceof Sequence sequence) {
            return sequence;
        }
        throw misfit(node, input, "a sequence");
    }

    private static Shape numbers(Node node, Shape input) {
        if (input instanceof Tokens) {
            throw misfit(node, input, "numbers (put an embedding before it)");
        }
        return input;
    }

    private static Image image(Node node, Shape input) {
        if (input instanceof Image image) {
            return image;
        }
        throw misfit(node, input, "an image");
    }

    private static GraphException misfit(Node node, Shape input, String expected) {
        return misfit(node, 0, input, expected);
    }

    private static GraphException misfit(Node node, int place, Shape input, String expected) {
        return new GraphException(
                node.name(),
                "input " + input.text() + " from \"" + node.inputs().get(place) + "\"",
                expected);
    }

    private static void expect(Node node, String what, int arriving, String parameter, int declared) {
        if (arriving != declared) {
            throw new GraphException(
                    node.name(),
                    parameter + " = " + declared + " while \"" + node.inputs().getFirst() + "\" gives " + what + " "
                            + arriving,
                    parameter + " = " + arriving);
        }
    }

    private static void require(Node node, boolean holds, String parameter, Number value, String expected) {
        if (!holds) {
            throw new GraphException(node.name(), parameter + " = " + value, expected);
        }
    }

    private static String text(@Nullable Shape shape) {
        return shape == null ? "nothing" : shape.text();
    }
}
