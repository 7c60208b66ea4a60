package dev.foresight.engine.graph;

import dev.foresight.engine.random.SplitMix64;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The weights a run starts from: a function of the graph and of the run's seed alone, so that all arms of a seed start
 * from the same point.
 *
 * <p>Each tensor has a random stream of its own, seeded with the run's seed and the tensor's name; a tensor therefore
 * does not change when layers are added before it. The stream is SplitMix64 (Steele, Lea, Flood, OOPSLA 2014), started
 * at mix(seed) xor FNV-1a-64(name). A uniform number in [0,1) is the upper 53 bits of a draw times 2^-53; normal numbers
 * come in pairs from two of them by Box and Muller's transform. StrictMath makes them the same on every machine.
 */
public final class InitialWeights {
    private InitialWeights() {}

    /** Every tensor of the graph by name, in plain order, in the order of {@link LayerGraph#tensors}. */
    public static Map<String, float[]> draw(LayerGraph graph, long seed) {
        Map<String, float[]> weights = new LinkedHashMap<>();
        for (Tensor tensor : graph.tensors()) {
            weights.put(tensor.name(), draw(tensor, seed));
        }
        return weights;
    }

    /** One tensor, in plain order. */
    static float[] draw(Tensor tensor, long seed) {
        float[] weights = new float[tensor.size()];
        Stream stream = new Stream(SplitMix64.mix(seed) ^ SplitMix64.hash(tensor.name()));
        switch (tensor.init()) {
            case Init.Constant constant -> Arrays.fill(weights, (float) constant.value());
            case Init.Uniform uniform -> {
                for (int i = 0; i < weights.length; i++) {
                    weights[i] = (float) (uniform.bound() * (2 * stream.uniform() - 1));
                }
            }
            case Init.Normal normal -> normal(weights, normal.deviation(), stream);
        }
        return weights;
    }

    private static void normal(float[] weights, double deviation, Stream stream) {
        for (int i = 0; i < weights.length; i += 2) {
            // 1 - u lies in (0,1], so the logarithm is finite.
            double radius = deviation * Math.sqrt(-2 * StrictMath.log(1 - stream.uniform()));
            double angle = 2 * Math.PI * stream.uniform();
            weights[i] = (float) (radius * StrictMath.cos(angle));
            if (i + 1 < weights.length) {
                weights[i + 1] = (float) (radius * StrictMath.sin(angle));
            }
        }
    }

    private static final class Stream {
        private long state;

        Stream(long state) {
            this.state = state;
        }

        double uniform() {
            state += SplitMix64.GAMMA;
            return (SplitMix64.mix(state) >>> 11) * 0x1p-53;
        }
    }
}
