package dev.foresight.engine.train;

import dev.foresight.engine.data.LoadedData;
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
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A network with one weight w, loss w^2/2 and a "recurrent state" that counts passes; it notes the weight at which each
 * pass took place, and can be made to fail.
 */
final class Quadratic implements Network {
    final FloatBuffer parameters = FloatBuffer.allocate(1);
    final FloatBuffer gradient = FloatBuffer.allocate(1);
    /** Where each training pass took place. */
    final List<Float> trainedAt = new ArrayList<>();
    /** Where each evaluation took place. */
    final List<Float> evaluatedAt = new ArrayList<>();
    /** The carried count each training pass started from. */
    final List<Float> carried = new ArrayList<>();

    /** From this step on the loss is not a number; -1 never. */
    long brokenFrom = -1;
    /** Thrown at this step. */
    long throwsAt = -1;

    /** By step: what the weight is set to within the pass, as a fault of the arithmetic would; horizon 0 only. */
    Map<Long, Float> nextWeight = Map.of();

    Error thrown = new OutOfMemoryError("test");
    float evaluationLoss = 1;
    private RecurrentState state = RecurrentState.ZERO;

    Quadratic(float initial) {
        parameters.put(0, initial);
    }

    float shown() {
        return parameters.get(0);
    }

    private float count() {
        return state.tensors().isEmpty() ? 0 : state.tensors().getFirst()[0];
    }

    @Override
    public double forwardBackward(Batch batch, long seed, long step) {
        if (step == throwsAt) {
            throw thrown;
        }
        float w = shown();
        trainedAt.add(w);
        carried.add(count());
        state = new RecurrentState(List.of(new float[] {count() + 1}));
        gradient.put(0, w);
        Float faulty = nextWeight.get(step);
        if (faulty != null) {
            parameters.put(0, faulty);
        }
        return brokenFrom >= 0 && step >= brokenFrom ? Double.NaN : 0.5 * w * w;
    }

    @Override
    public void statistics(Batch batch, long seed, long step) {
        throw new UnsupportedOperationException("there are no statistics");
    }

    @Override
    public Score evaluate(Batch batch) {
        evaluatedAt.add(shown());
        state = new RecurrentState(List.of(new float[] {count() + 100}));
        return new Score(evaluationLoss * batch.targets(), 1, batch.targets());
    }

    @Override
    public RecurrentState state() {
        return state;
    }

    @Override
    public void state(RecurrentState next) {
        state = next;
    }

    @Override
    public LayerGraph graph() {
        return new LayerGraph("quadratic", new Shape.Features(1), List.of());
    }

    @Override
    public List<Segment> segments() {
        return List.of(new Segment(new Tensor("w", List.of(1), Tensor.Kind.WEIGHT, new Init.Constant(0)), 0, 1));
    }

    @Override
    public ParameterVectors vectors() {
        return new ParameterVectors.Host(parameters, gradient);
    }

    @Override
    public float[] toPlain(Segment segment, FloatBuffer flat) {
        return new float[] {flat.get(0)};
    }

    @Override
    public void fromPlain(Segment segment, float[] plain, FloatBuffer flat) {
        flat.put(0, plain[0]);
    }

    @Override
    public void close() {}

    /** Batches of two images of one pixel, whose labels tell epoch and position. */
    record Data(int stepsPerEpoch, boolean ratesVary, OptionalDouble best) implements LoadedData {
        Data(int stepsPerEpoch) {
            this(stepsPerEpoch, false, OptionalDouble.empty());
        }

        @Override
        public Shape input() {
            return new Shape.Features(1);
        }

        @Override
        public int outputs() {
            return 2;
        }

        @Override
        public int stepsPerEpoch(long seed, long epoch) {
            return stepsPerEpoch;
        }

        /** 1/4 in the first step of an epoch, 2/4 in the next, and so on: no step has the rate of the one before. */
        @Override
        public double rateFactor(long seed, long epoch, int position) {
            return ratesVary ? (position + 1) / 4.0 : 1;
        }

        @Override
        public List<Split> splits() {
            return List.of(Split.VALIDATION, Split.TEST);
        }

        @Override
        public Batch training(long seed, long epoch, int position) {
            return new Batch.Images(new float[2], 1, 1, 1, new int[] {(int) epoch, position});
        }

        @Override
        public Iterable<Batch> evaluation(Split split) {
            return List.of(training(0, 0, 0), training(0, 0, 1));
        }

        /** Two for each of the four targets. */
        @Override
        public OptionalLong characters(Split split) {
            return OptionalLong.of(8);
        }

        @Override
        public OptionalDouble bestPerplexity(Split split) {
            return best;
        }

        @Override
        public Map<String, String> provenance() {
            return Map.of("generator", "test");
        }
    }
}
