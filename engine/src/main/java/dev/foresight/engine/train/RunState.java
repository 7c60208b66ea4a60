package dev.foresight.engine.train;

import dev.foresight.engine.graph.Tensor;
import dev.foresight.engine.net.Network;
import dev.foresight.engine.net.ParameterVectors;
import dev.foresight.engine.net.RecurrentState;
import dev.foresight.engine.net.Segment;
import dev.foresight.engine.optim.Moment;
import dev.foresight.engine.optim.Probes;
import dev.foresight.engine.optim.WeightUpdate;
import dev.foresight.engine.run.Checkpoint;
import dev.foresight.engine.run.CheckpointFolder;
import dev.foresight.engine.run.CheckpointMismatch;
import dev.foresight.engine.run.TensorFile;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tensors of a run's state, each in plain order: weights W_t and statistics by their names, the moments as
 * {@code m/NAME} and so on, what open samples keep as {@code sample/STEP/weights/NAME} and {@code sample/STEP/move/NAME}, the
 * recurrent state as {@code recurrent/0} and so on.
 */
record RunState(Network network, WeightUpdate update, Probes probes) {
    private static final String RECURRENT = "recurrent/";

    /** Weights and statistics; the network has to show W_t. */
    List<TensorFile.Entry> weights() {
        FloatBuffer parameters = host().parameters();
        List<TensorFile.Entry> entries = new ArrayList<>();
        for (Segment segment : network.segments()) {
            Tensor tensor = segment.tensor();
            entries.add(
                    new TensorFile.Entry(tensor.name(), tensor.shape(), () -> network.toPlain(segment, parameters)));
        }
        return entries;
    }

    /** Everything; the network has to show W_t. */
    List<TensorFile.Entry> all() {
        List<TensorFile.Entry> entries = weights();
        for (Moment moment : moments()) {
            for (Segment segment : trained()) {
                Tensor tensor = segment.tensor();
                entries.add(new TensorFile.Entry(name(moment, tensor), tensor.shape(), () -> plain(moment, segment)));
            }
        }
        List<float[]> recurrent = network.state().tensors();
        for (int i = 0; i < recurrent.size(); i++) {
            float[] entriesOfState = recurrent.get(i);
            entries.add(new TensorFile.Entry(RECURRENT + i, List.of(entriesOfState.length), () -> entriesOfState));
        }
        return entries;
    }

    /** @throws Divergence unless every trained weight is finite; the network has to show W_t */
    void check(long step) {
        FloatBuffer parameters = host().parameters();
        for (Segment segment : trained()) {
            for (int i = segment.from(); i < segment.to(); i++) {
                Divergence.check(step, "a weight of " + segment.tensor().name(), parameters.get(i));
            }
        }
    }

    /** At which steps the open samples were taken. */
    List<Long> samples() {
        return probes.open();
    }

    /** How many tensors of recurrent state there are. */
    int recurrent() {
        return network.state().tensors().size();
    }

    /**
     * Puts everything back.
     *
     * @throws CheckpointMismatch when tensors are missing or have other shapes
     */
    void load(CheckpointFolder.Opened opened) {
        TensorFile tensors = opened.tensors();
        FloatBuffer parameters = host().parameters();
        for (Segment segment : network.segments()) {
            network.fromPlain(
                    segment,
                    read(opened, segment.tensor().name(), segment.tensor().shape()),
                    parameters);
        }
        Checkpoint checkpoint = opened.checkpoint();
        update.resume(checkpoint.step());
        probes.resume(checkpoint.samples());
        for (Moment moment : moments()) {
            for (Segment segment : trained()) {
                float[] plain = read(
                        opened, name(moment, segment.tensor()), segment.tensor().shape());
                put(moment, segment, plain);
            }
        }
        List<float[]> recurrent = new ArrayList<>();
        for (int i = 0; i < checkpoint.recurrent(); i++) {
            String name = RECURRENT + i;
            if (!tensors.names().contains(name)) {
                throw missing(opened, name, "it is a part of the recurrent state");
            }
            recurrent.add(tensors.read(name));
        }
        network.state(new RecurrentState(recurrent));
    }

    private static float[] read(CheckpointFolder.Opened opened, String name, List<Integer> shape) {
        if (!opened.tensors().has(name, shape)) {
            throw missing(opened, name, "it should have the shape " + shape);
        }
        return opened.tensors().read(name);
    }

    private static CheckpointMismatch missing(CheckpointFolder.Opened opened, String name, String expected) {
        return new CheckpointMismatch(opened.name() + " does not fit the network of this run: tensor " + name + " has "
                + opened.tensors().shapes().getOrDefault(name, List.of()) + " there, and " + expected
                + "; start the run as a new one");
    }

    /** All that is kept of each trained weight. */
    private List<Moment> moments() {
        return Stream.concat(update.moments().stream(), probes.kept().stream()).toList();
    }

    private List<Segment> trained() {
        return network.segments().stream()
                .filter(segment -> segment.tensor().kind().trained())
                .toList();
    }

    private static String name(Moment moment, Tensor tensor) {
        return moment.name() + "/" + tensor.name();
    }

    private float[] plain(Moment moment, Segment segment) {
        float[] flat = new float[segment.length()];
        moment.get(segment.from(), flat);
        return network.toPlain(alone(segment), FloatBuffer.wrap(flat));
    }

    private void put(Moment moment, Segment segment, float[] plain) {
        float[] flat = new float[segment.length()];
        network.fromPlain(alone(segment), plain, FloatBuffer.wrap(flat));
        moment.put(segment.from(), flat);
    }

    /** The segment in a vector of its own. */
    private static Segment alone(Segment segment) {
        return new Segment(segment.tensor(), 0, segment.length());
    }

    private ParameterVectors.Host host() {
        return switch (network.vectors()) {
            case ParameterVectors.Host host -> host;
        };
    }
}
