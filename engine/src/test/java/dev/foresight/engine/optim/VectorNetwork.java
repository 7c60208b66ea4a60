package dev.foresight.engine.optim;

import dev.foresight.engine.graph.Init;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.graph.Tensor;
import dev.foresight.engine.net.Batch;
import dev.foresight.engine.net.Network;
import dev.foresight.engine.net.ParameterVectors;
import dev.foresight.engine.net.RecurrentState;
import dev.foresight.engine.net.Score;
import dev.foresight.engine.net.Segment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Flat vectors without a network behind them: a test sets the gradient by hand. */
final class VectorNetwork implements Network {
    private final List<Segment> segments = new ArrayList<>();
    private final FloatBuffer parameters;
    private final FloatBuffer gradient;

    VectorNetwork(float[] initial, Tensor.Kind kind) {
        this(initial, List.of(kind), List.of(initial.length));
    }

    VectorNetwork(float[] initial, List<Tensor.Kind> kinds, List<Integer> lengths) {
        int from = 0;
        for (int i = 0; i < kinds.size(); i++) {
            Tensor tensor = new Tensor("t" + i, List.of(lengths.get(i)), kinds.get(i), new Init.Constant(0));
            segments.add(new Segment(tensor, from, lengths.get(i)));
            from += lengths.get(i);
        }
        parameters = direct(initial.length);
        gradient = direct(initial.length);
        parameters.put(0, initial);
    }

    private static FloatBuffer direct(int length) {
        return ByteBuffer.allocateDirect(length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    void gradient(float... values) {
        gradient.put(0, values);
    }

    float[] shown() {
        float[] shown = new float[parameters.limit()];
        parameters.get(0, shown);
        return shown;
    }

    FloatBuffer parameters() {
        return parameters;
    }

    @Override
    public LayerGraph graph() {
        return new LayerGraph("vector", new Shape.Features(1), List.of());
    }

    @Override
    public List<Segment> segments() {
        return List.copyOf(segments);
    }

    @Override
    public ParameterVectors vectors() {
        return new ParameterVectors.Host(parameters, gradient);
    }

    @Override
    public double forwardBackward(Batch batch, long seed, long step) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void statistics(Batch batch, long seed, long step) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Score evaluate(Batch batch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RecurrentState state() {
        return RecurrentState.ZERO;
    }

    @Override
    public void state(RecurrentState state) {}

    @Override
    public float[] toPlain(Segment segment, FloatBuffer flat) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void fromPlain(Segment segment, float[] plain, FloatBuffer flat) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
