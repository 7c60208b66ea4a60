package dev.foresight.engine.net.dl4j.compiled;

import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.LayerGraph.Node;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.net.dl4j.layers.CrossEntropy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * From a layer graph to the steps of a program, images, features or tokens in, loss and gradient out. A ReLU that alone
 * reads a convolution, batch normalisation, sum or linear layer becomes part of it.
 */
final class GraphCompiler {
    private final LayerGraph graph;
    private final Map<String, Shape> shapes;
    private final Tape tape;
    private final Map<String, Value> values = new HashMap<>();
    private final Map<String, List<Node>> readers = new HashMap<>();

    private GraphCompiler(LayerGraph graph, Tape tape) {
        this.graph = graph;
        this.shapes = graph.shapes();
        this.tape = tape;
        for (Node node : graph.nodes()) {
            for (String input : node.inputs()) {
                readers.computeIfAbsent(input, unused -> new ArrayList<>()).add(node);
            }
        }
    }

    /** Emits all steps of a graph, the backward ones too where the tape is for training. */
    static void emit(LayerGraph graph, Tape tape) {
        new GraphCompiler(graph, tape).emit();
    }

    private void emit() {
        if (!(graph.input() instanceof Shape.Tokens)) {
            long[] dims = dims(graph.input());
            Region input = Region.inArena(Layouts.plain(dims));
            tape.java(
                    call -> input.floats()
                            .put(0, call.input(), 0, input.floats().limit()),
                    input);
            values.put(LayerGraph.INPUT, new Value(dims, input, false));
        }
        for (Node node : graph.nodes()) {
            if (!values.containsKey(node.name())) {
                values.put(node.name(), emit(node));
            }
        }
        emitLoss(graph.nodes().getLast());
        tape.goBack();
    }

    /** Loss and ranking in evaluation; in training the loss and the gradient of the logits, where the way back starts. */
    private void emitLoss(Node last) {
        Value z = value(last.name());
        if (z.dims().length != 2) {
            throw new IllegalArgumentException("logits are no " + graph.output());
        }
        int classes = Math.toIntExact(z.dim(1));
        Region logits = z.in(Layouts.plain(z.dims()), tape);
        if (!tape.training()) {
            tape.java(call -> CrossEntropy.rank(call.pass(), logits.floats(), classes), logits);
            return;
        }
        tape.turnBack();
        // A linear layer does not read its output on the way back; others may.
        Region gradient = last.layer() instanceof Layer.Linear ? logits : Region.inArena(logits.layout());
        tape.java(
                call -> CrossEntropy.differentiate(call.pass(), logits.floats(), classes, gradient.floats()),
                logits,
                gradient);
        tape.contribute(z, gradient);
    }

    private Value emit(Node node) {
        String name = node.name();
        if (node.layer() instanceof Layer.Embedding table) {
            return Gather.emit(tape, name, table);
        }
        Value x = value(node.inputs().getFirst());
        long[] output = dims(Objects.requireNonNull(shapes.get(name)));
        boolean relu = takesRelu(node);
        Value y = switch (node.layer()) {
            case Layer.Conv conv -> Convolution.emit(tape, name, conv, x, output, relu);
            case Layer.BatchNorm norm -> BatchNormalization.emit(tape, name, norm, x, relu);
            case Layer.Relu unused -> Pointwise.relu(tape, x);
            case Layer.Tanh unused -> Pointwise.tanh(tape, x);
            case Layer.MaxPool pool -> Pooling.max(tape, x, output, pool.kernel(), pool.stride(), pool.padding());
            case Layer.AveragePool pool ->
                Pooling.average(tape, x, output, pool.kernel(), pool.stride(), pool.padding());
            case Layer.GlobalAveragePool unused -> Reshape.flatten(tape, Pooling.global(tape, x));
            case Layer.Flatten unused -> Reshape.flatten(tape, x);
            case Layer.Linear linear -> InnerProduct.emit(tape, name, linear, x, relu);
            case Layer.Dropout dropout -> Mask.emit(tape, name, dropout.probability(), x);
            case Layer.Add unused -> Sum.emit(tape, inputs(node), relu);
            case Layer.Concat unused -> concatenate(node, output);
            case Layer.LockedDropout dropout -> Mask.locked(tape, name, dropout.probability(), x);
            case Layer.ActivationPenalty penalty -> Penalty.emit(tape, penalty, x);
            case Layer.Embedding unused -> throw new IllegalStateException(name + " reads tokens, which are no value");
            case Layer.Lstm lstm -> Recurrence.emit(tape, name, lstm, x);
        };
        if (relu) {
            values.put(readersOf(name).getFirst().name(), y);
        }
        return y;
    }

    private Value concatenate(Node node, long[] output) {
        List<Value> parts = inputs(node);
        if (continues(node)) {
            return Concatenation.next(tape, parts, output);
        }
        Node last = node;
        for (Node next = next(node); next != null; next = next(next)) {
            last = next;
        }
        int channels = Math.toIntExact(dims(Objects.requireNonNull(shapes.get(last.name())))[1]);
        return last == node
                ? Concatenation.emit(tape, parts, output)
                : Concatenation.first(tape, parts, output, channels);
    }

    /** The concatenation that continues the chain of this one: the first whose first part it is; null for the last. */
    private @Nullable Node next(Node concatenation) {
        return readersOf(concatenation.name()).stream()
                .filter(reader -> reader.layer() instanceof Layer.Concat
                        && reader.inputs().getFirst().equals(concatenation.name()))
                .findFirst()
                .orElse(null);
    }

    /** Whether a concatenation is the next in the chain of another. */
    private boolean continues(Node concatenation) {
        String first = concatenation.inputs().getFirst();
        return graph.nodes().stream()
                .anyMatch(node -> node.name().equals(first)
                        && node.layer() instanceof Layer.Concat
                        && concatenation.equals(next(node)));
    }

    private boolean takesRelu(Node node) {
        List<Node> next = readersOf(node.name());
        return switch (node.layer()) {
            case Layer.Conv unused -> isRelu(next);
            case Layer.BatchNorm unused -> isRelu(next);
            case Layer.Add unused -> isRelu(next);
            case Layer.Linear unused -> isRelu(next);
            default -> false;
        };
    }

    private static boolean isRelu(List<Node> next) {
        return next.size() == 1 && next.getFirst().layer() instanceof Layer.Relu;
    }

    private List<Node> readersOf(String name) {
        return readers.getOrDefault(name, List.of());
    }

    private List<Value> inputs(Node node) {
        return node.inputs().stream().map(this::value).toList();
    }

    private Value value(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    private long[] dims(Shape shape) {
        return switch (shape) {
            case Shape.Image image ->
                new long[] {tape.extent().rows(), image.channels(), image.height(), image.width()};
            case Shape.Features features -> new long[] {tape.extent().rows(), features.size()};
            case Shape.Sequence sequence -> new long[] {tape.extent().rows(), sequence.features()};
            case Shape.Tokens unused -> throw new IllegalStateException("tokens are no value");
        };
    }
}
