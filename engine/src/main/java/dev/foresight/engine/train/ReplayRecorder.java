package dev.foresight.engine.train;

import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.net.Batch;
import dev.foresight.engine.net.Network;
import dev.foresight.engine.net.ParameterVectors;
import dev.foresight.engine.net.RecurrentState;
import dev.foresight.engine.net.Score;
import dev.foresight.engine.net.Segment;
import dev.foresight.engine.run.RunIoException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A network that writes down what training feeds it with, and otherwise is the network inside. So the recorded training
 * is the ordinary one, and what is written is what was fed.
 */
final class ReplayRecorder implements Network {
    private final Network network;
    private final Path folder;
    private final ReplayMasks masks;
    private final List<Long> zeroStates = new ArrayList<>();
    private long steps;

    /** The network stays the caller's to close. */
    ReplayRecorder(Network network, Path folder) {
        this.network = network;
        this.folder = folder;
        this.masks = new ReplayMasks(network.graph());
    }

    /** The steps, from 0, before which the recurrent state was set to zero. */
    List<Long> zeroStates() {
        return List.copyOf(zeroStates);
    }

    /** Passes recorded. */
    long steps() {
        return steps;
    }

    /** Every tensor as it is now, as NAME.npy in a folder of the bundle. */
    void writeWeights(String where) {
        writeTensors(where, host().parameters(), segment -> true);
    }

    private void writeTensors(String where, FloatBuffer flat, Predicate<Segment> wanted) {
        Path tensors = folder.resolve(where);
        try {
            Files.createDirectories(tensors);
            for (Segment segment : segments().stream().filter(wanted).toList()) {
                NpyFile.write(
                        tensors.resolve(segment.tensor().name() + ".npy"),
                        segment.tensor().shape(),
                        toPlain(segment, flat));
            }
        } catch (IOException e) {
            throw failure(tensors, e);
        }
    }

    private ParameterVectors.Host host() {
        return switch (vectors()) {
            case ParameterVectors.Host host -> host;
        };
    }

    @Override
    public double forwardBackward(Batch batch, long seed, long step) {
        try {
            writeBatch(batch, step);
            for (Map.Entry<String, byte[]> mask : masks.bits(batch, seed, step).entrySet()) {
                write(mask.getKey(), step, mask.getValue());
            }
        } catch (IOException e) {
            throw failure(folder, e);
        }
        double loss = network.forwardBackward(batch, seed, step);
        if (steps == 0) {
            writeTensors(
                    "gradient",
                    host().gradient(),
                    segment -> segment.tensor().kind().trained());
        }
        steps++;
        return loss;
    }

    private void writeBatch(Batch batch, long step) throws IOException {
        Path batches = folder.resolve("batches");
        Files.createDirectories(batches);
        Path x = batches.resolve(numbered("x", step));
        Path y = batches.resolve(numbered("y", step));
        switch (batch) {
            case Batch.Images images -> {
                int count = images.labels().length;
                NpyFile.write(x, List.of(count, images.channels(), images.height(), images.width()), images.pixels());
                NpyFile.write(y, List.of(count), images.labels());
            }
            case Batch.Tokens tokens -> {
                List<Integer> shape = List.of(tokens.time(), tokens.streams());
                NpyFile.write(x, shape, tokens.inputs());
                NpyFile.write(y, shape, tokens.targetTokens());
            }
        }
    }

    private void write(String node, long step, byte[] bits) throws IOException {
        Path files = folder.resolve("masks");
        Files.createDirectories(files);
        NpyFile.write(files.resolve(numbered(node, step)), List.of(bits.length), bits);
    }

    private static String numbered(String name, long step) {
        return String.format(Locale.ROOT, "%s_%05d.npy", name, step);
    }

    static RunIoException failure(Path where, IOException cause) {
        return new RunIoException(
                where, "cannot write the replay bundle", cause, "check its folder and the free space");
    }

    @Override
    public LayerGraph graph() {
        return network.graph();
    }

    @Override
    public List<Segment> segments() {
        return network.segments();
    }

    @Override
    public ParameterVectors vectors() {
        return network.vectors();
    }

    @Override
    public void statistics(Batch batch, long seed, long step) {
        network.statistics(batch, seed, step);
    }

    @Override
    public Score evaluate(Batch batch) {
        return network.evaluate(batch);
    }

    @Override
    public RecurrentState state() {
        return network.state();
    }

    @Override
    public void state(RecurrentState state) {
        if (state.tensors().isEmpty()) {
            zeroStates.add(steps);
        }
        network.state(state);
    }

    @Override
    public float[] toPlain(Segment segment, FloatBuffer flat) {
        return network.toPlain(segment, flat);
    }

    @Override
    public void fromPlain(Segment segment, float[] plain, FloatBuffer flat) {
        network.fromPlain(segment, plain, flat);
    }

    @Override
    public void close() {}
}
