package dev.foresight.engine.train;

import dev.foresight.engine.data.LoadedData;
import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.graph.LayerGraph.Node;
import dev.foresight.engine.net.Network;
import dev.foresight.engine.net.ParameterVectors;
import dev.foresight.engine.net.Segment;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * BatchNorm's statistics estimated anew at the weights a network shows, for an evaluation: the running ones were gathered
 * at predicted weights, and at older ones.
 *
 * <p>Over k training batches, mean = 1/k sum mu_i and variance = 1/k sum sigma_i^2 with the unbiased variance of each
 * batch, every batch counting alike: what {@code torch.optim.swa_utils.update_bn} computes. Batch i is that of step i of
 * the run, with the augmentation and the dropout masks of that step; so the estimate is a function of the weights, the
 * seed and k.
 */
final class Reestimation {
    private final Network network;
    private final LoadedData data;
    private final long seed;
    private final Timetable timetable;
    private final int batches;
    private final List<Statistic> statistics;

    /** A tensor of running statistics with the momentum of its layer. */
    private record Statistic(Segment segment, double momentum) {}

    /** @param batches k; 0 estimates nothing */
    Reestimation(Network network, LoadedData data, long seed, Timetable timetable, int batches) {
        this.network = network;
        this.data = data;
        this.seed = seed;
        this.timetable = timetable;
        this.batches = batches;
        this.statistics = batches == 0 ? List.of() : statistics(network);
    }

    private static List<Statistic> statistics(Network network) {
        List<Statistic> found = new ArrayList<>();
        for (Segment segment : network.segments()) {
            for (Node node : network.graph().nodes()) {
                if (!segment.tensor().kind().trained()
                        && node.layer() instanceof Layer.BatchNorm norm
                        && segment.tensor().name().startsWith(node.name() + ".")) {
                    found.add(new Statistic(segment, norm.momentum()));
                }
            }
        }
        return found;
    }

    /**
     * Does some work with the estimated statistics in place, then puts the running ones back to the last bit. The
     * gradient is lost. Asked to stop, it leaves the estimate unfinished: the work is to give up as well.
     */
    <T> T during(StopSignal signal, Supplier<T> work) {
        if (statistics.isEmpty()) {
            return work.get();
        }
        FloatBuffer parameters = host().parameters();
        List<float[]> running = statistics.stream()
                .map(statistic -> network.toPlain(statistic.segment, parameters))
                .toList();
        try {
            estimate(signal);
            return work.get();
        } finally {
            put(running);
        }
    }

    private void estimate(StopSignal signal) {
        // With r = 0 the delta momentum * (r - s) is -momentum * s, and s comes out of it with all its digits.
        put(statistics.stream()
                .map(statistic -> new float[statistic.segment.tensor().size()])
                .toList());
        List<double[]> sums = statistics.stream()
                .map(statistic -> new double[statistic.segment.tensor().size()])
                .toList();
        for (int i = 0; i < batches && !signal.stopRequested(); i++) {
            network.statistics(data.training(seed, timetable.epoch(i), timetable.position(i)), seed, i);
            for (int s = 0; s < sums.size(); s++) {
                Statistic statistic = statistics.get(s);
                float[] delta = network.toPlain(statistic.segment, host().gradient());
                for (int c = 0; c < delta.length; c++) {
                    sums.get(s)[c] -= delta[c] / statistic.momentum;
                }
            }
        }
        List<float[]> means = new ArrayList<>();
        for (double[] sum : sums) {
            float[] mean = new float[sum.length];
            for (int c = 0; c < mean.length; c++) {
                mean[c] = (float) (sum[c] / batches);
            }
            means.add(mean);
        }
        put(means);
    }

    private void put(List<float[]> values) {
        for (int s = 0; s < values.size(); s++) {
            network.fromPlain(statistics.get(s).segment, values.get(s), host().parameters());
        }
    }

    private ParameterVectors.Host host() {
        return switch (network.vectors()) {
            case ParameterVectors.Host host -> host;
        };
    }
}
