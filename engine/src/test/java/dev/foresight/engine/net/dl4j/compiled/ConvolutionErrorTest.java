package dev.foresight.engine.net.dl4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.engine.graph.Init;
import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.net.dl4j.layers.Parallel;
import dev.foresight.engine.net.dl4j.layers.Pass;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far the three passes of a 3x3 convolution are from float64, with direct sums and with Winograd's algorithm. */
class ConvolutionErrorTest {
    private static final int IMAGES = 2;

    /**
     * How far a tensor may be.
     *
     * @param norm relative distance in the norm
     * @param worst of its worst entry against its largest
     */
    private record Bound(double norm, double worst) {}

    /** Processors without AVX-512 add up in longer chains: up to 1.5e-6 in the worst entry, 1.2e-6 with. */
    private static final Bound EXACT = new Bound(6e-7, 1.8e-6);

    private static final Bound FAST = new Bound(3e-6, 6e-6);

    private static final Init ZERO = new Init.Constant(0);

    /** One convolution with padding 1: x [N,in,H,W], w [out,in,3,3], output gradient g [N,out,H,W]. */
    private record Case(int in, int out, int height, int width, float[] x, float[] w, float[] g) {
        static Case of(int in, int out, int height, int width) {
            Random random = new Random(in + 7L * out + 31L * height + 101L * width);
            int places = IMAGES * height * width;
            Case drawn = new Case(
                    in,
                    out,
                    height,
                    width,
                    normal(random, in * places),
                    normal(random, 9 * in * out),
                    normal(random, out * places));
            // A channel that is dead, as behind a ReLU, on either side.
            for (int n = 0; n < IMAGES; n++) {
                for (int p = 0; p < height * width; p++) {
                    drawn.x[(n * in + 1) * height * width + p] = 0;
                    drawn.g[(n * out + 2) * height * width + p] = 0;
                }
            }
            return drawn;
        }

        private static float[] normal(Random random, int length) {
            float[] values = new float[length];
            for (int i = 0; i < length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            return values;
        }
    }

    /** y [N,out,H,W], and the gradients as x and w. */
    private record Passes(double[] y, double[] dx, double[] dw) {}

    private static Passes inDouble(Case c) {
        int area = c.height * c.width;
        double[] y = new double[c.g.length];
        double[] dx = new double[c.x.length];
        double[] dw = new double[c.w.length];
        for (int n = 0; n < IMAGES; n++) {
            for (int o = 0; o < c.out; o++) {
                for (int i = 0; i < c.in; i++) {
                    for (int k = 0; k < 9; k++) {
                        int weight = (o * c.in + i) * 9 + k;
                        for (int row = Math.max(0, 1 - k / 3); row < Math.min(c.height, c.height + 1 - k / 3); row++) {
                            for (int column = Math.max(0, 1 - k % 3);
                                    column < Math.min(c.width, c.width + 1 - k % 3);
                                    column++) {
                                int to = (n * c.out + o) * area + row * c.width + column;
                                int from = (n * c.in + i) * area + (row + k / 3 - 1) * c.width + column + k % 3 - 1;
                                y[to] += (double) c.w[weight] * c.x[from];
                                dx[from] += (double) c.w[weight] * c.g[to];
                                dw[weight] += (double) c.x[from] * c.g[to];
                            }
                        }
                    }
                }
            }
        }
        return new Passes(y, dx, dw);
    }

    /** The weight in whatever layout the convolution prefers, and its gradient. */
    private static final class Weight implements Parameters {
        private final float[] plain;
        private final memory.desc rows;
        private @Nullable Tape tape;
        private @Nullable Region values;
        private @Nullable Region gradient;

        Weight(Case c) {
            plain = c.w;
            rows = Layouts.plain(c.out, c.in, 3, 3);
        }

        @Override
        public Region value(String tensor, memory.desc preferred) {
            values = Objects.requireNonNull(tape).in(given(tape, rows, plain), preferred);
            return values;
        }

        @Override
        public Region gradient(String tensor) {
            if (gradient == null) {
                gradient = Region.inArena(Objects.requireNonNull(values).layout());
            }
            return gradient;
        }
    }

    /** A region that a pass begins by filling. */
    private static Region given(Tape tape, memory.desc rows, float[] entries) {
        Region region = Region.inArena(rows);
        tape.java(call -> region.floats().put(0, entries), region);
        return region;
    }

    private static double[] kept(Tape tape, Region region, memory.desc rows, int length) {
        double[] entries = new double[length];
        Region plain = tape.in(region, rows);
        tape.java(
                call -> {
                    for (int i = 0; i < length; i++) {
                        entries[i] = plain.floats().get(i);
                    }
                },
                plain);
        return entries;
    }

    private static Passes compiled(Case c, boolean fast) {
        Layer.Conv conv = new Layer.Conv(c.in, c.out, 3, 3, 1, 1, 1, 1, false, ZERO, ZERO);
        AtomicReference<Passes> passes = new AtomicReference<>();
        try (Parallel parallel = new Parallel(1);
                Homes homes = new Homes(0)) {
            Weight weight = new Weight(c);
            Tape tape = new Tape(new Extent(1, IMAGES), true, fast, weight, Map.of(), parallel);
            weight.tape = tape;
            try (Program program = Program.compile(tape, ignored -> passes.set(emit(c, conv, weight, tape)), homes)) {
                Step.Call call = new Step.Call(FloatBuffer.allocate(0), new Pass(parallel));
                program.forward(call);
                program.backward(call);
            }
        }
        return Objects.requireNonNull(passes.get());
    }

    /** The steps of all three passes; the arrays are filled when they run. */
    private static Passes emit(Case c, Layer.Conv conv, Weight weight, Tape tape) {
        long[] inputs = {IMAGES, c.in, c.height, c.width};
        long[] outputs = {IMAGES, c.out, c.height, c.width};
        Value x = new Value(inputs, given(tape, Layouts.plain(inputs), c.x), true);
        Value y = Convolution.emit(tape, "conv", conv, x, outputs, false);
        double[] output = kept(tape, y.data(), Layouts.plain(outputs), c.g.length);
        tape.turnBack();
        tape.contribute(y, given(tape, Layouts.plain(outputs), c.g));
        tape.goBack();
        return new Passes(
                output,
                kept(tape, x.gradientNow(), Layouts.plain(inputs), c.x.length),
                kept(tape, weight.gradient("conv.weight"), weight.rows, c.w.length));
    }

    @ParameterizedTest(name = "{0} to {1} channels, {2}x{3}")
    @CsvSource({
        "16, 48, 4, 4",
        "48, 16, 8, 8",
        "17, 33, 7, 9",
        "64, 64, 13, 11",
        "128, 128, 4, 4",
        "128, 64, 8, 8",
        "48, 64, 16, 16",
        "128, 128, 16, 16",
        "64, 48, 5, 5",
        "64, 64, 2, 2",
        "64, 128, 1, 1",
        "64, 48, 1, 8",
        "48, 64, 9, 1"
    })
    void bothAreNearFloat64AndZeroWhereItIs(int in, int out, int height, int width) {
        Case drawn = Case.of(in, out, height, width);
        Passes reference = inDouble(drawn);
        Passes exact = compiled(drawn, false);
        Passes fast = compiled(drawn, true);
        near("exact output", exact.y, reference.y, EXACT);
        near("exact gradient of the input", exact.dx, reference.dx, EXACT);
        near("exact gradient of the weights", exact.dw, reference.dw, EXACT);
        near("fast output", fast.y, reference.y, FAST);
        near("fast gradient of the input", fast.dx, reference.dx, FAST);
        near("fast gradient of the weights", fast.dw, reference.dw, FAST);
    }

    /** In the norm, in each entry against the largest, and zero where the reference adds nothing up. */
    private static void near(String what, double[] found, double[] reference, Bound bound) {
        double squares = 0;
        double errors = 0;
        double largest = 0;
        double largestError = 0;
        for (int i = 0; i < reference.length; i++) {
            double error = found[i] - reference[i];
            squares += reference[i] * reference[i];
            errors += error * error;
            largest = Math.max(largest, Math.abs(reference[i]));
            largestError = Math.max(largestError, Math.abs(error));
            if (reference[i] == 0) {
                assertThat(found[i]).as(what + ", entry " + i).isEqualTo(0);
            }
        }
        assertThat(Math.sqrt(errors / squares)).as(what).isLessThan(bound.norm);
        assertThat(largestError / largest).as(what + ", worst entry").isLessThan(bound.worst);
    }
}
