package dev.foresight.bench;

import dev.foresight.engine.graph.Init;
import dev.foresight.engine.graph.LayerGraph;
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
import java.util.List;
import java.util.Random;

/** The flat vectors of a network with one trained matrix and no layers: all that an update can see of a network. */
final class FlatVectors implements Network {
    private final ParameterVectors.Host vectors;
    private final List<Segment> segments;

    /** Parameters and gradient [length], normally distributed. */
    FlatVectors(int length, long seed) {
        Random random = new Random(seed);
        vectors = new ParameterVectors.Host(drawn(length, random, 0.05), drawn(length, random, 0.01));
        Tensor tensor = new Tensor("matrix.weight", List.of(length), Tensor.Kind.WEIGHT, new Init.Normal(0.05));
        segments = List.of(new Segment(tensor, 0, length));
    }

    private static FloatBuffer drawn(int length, Random random, double deviation) {
        FloatBuffer buffer = ByteBuffer.allocateDirect(length * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (int i = 0; i < length; i++) {
            buffer.put(i, (float) (deviation * random.nextGaussian()));
        }
        return buffer;
    }

    @Override
    public List<Segment> segments() {
        return segments;
    }

    @Override
    public ParameterVectors vectors() {
        return vectors;
    }

    @Override
    public LayerGraph graph() {
        throw noLayers();
    }

    @Override
    public double forwardBackward(Batch batch, long seed, long step) {
        throw noLayers();
    }

    @Override
    public void statistics(Batch batch, long seed, long step) {
        throw noLayers();
    }

    @Override
    public Score evaluate(Batch batch) {
        throw noLayers();
    }

    @Override
    public RecurrentState state() {
        throw noLayers();
    }

    @Override
    public void state(RecurrentState state) {
        throw noLayers();
    }

    @Override
    public float[] toPlain(Segment segment, FloatBuffer flat) {
        throw noLayers();
    }

    @Override
    public void fromPlain(Segment segment, float[] plain, FloatBuffer flat) {
        throw noLayers();
    }

    @Override
    public void close() {}

    private static UnsupportedOperationException noLayers() {
        return new UnsupportedOperationException("these vectors belong to no layers");
    }
}
