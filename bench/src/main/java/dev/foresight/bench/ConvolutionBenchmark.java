package dev.foresight.bench;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_winograd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Where Winograd's algorithm pays: oneDNN's 3x3 convolutions of stride 1 alone, in the layouts they prefer, on the shapes
 * of the networks. OMP_NUM_THREADS sets the threads. A pass that oneDNN does not have ends with an error.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ConvolutionBenchmark {
    /** What is computed. */
    public enum Pass {
        FORWARD,
        INPUT_GRADIENT,
        WEIGHT_GRADIENT
    }

    /** How it is computed. */
    public enum Algorithm {
        DIRECT(dnnl_convolution_direct),
        WINOGRAD(dnnl_convolution_winograd);

        private final int kind;

        Algorithm(int kind) {
            this.kind = kind;
        }
    }

    @Param
    @SuppressWarnings("NullAway.Init") // filled by JMH
    Pass pass;

    @Param
    @SuppressWarnings("NullAway.Init") // filled by JMH
    Algorithm algorithm;

    /** Images x channels in x channels out x height of the output, which is square, padding 1. */
    @Param({
        // VGG-11
        "128x64x128x16",
        "128x128x256x8",
        "128x256x256x8",
        "128x256x512x4",
        "128x512x512x4",
        "128x512x512x2",
        // ResNet-34
        "32x64x64x32",
        "32x128x128x16",
        "32x256x256x8",
        "32x512x512x4",
        // DenseNet-121
        "32x128x32x32",
        "32x128x32x16",
        "32x128x32x8",
        "32x128x32x4",
        // Inception-V3
        "32x32x32x32",
        "32x32x64x32",
        "32x80x192x30",
        "32x64x96x30",
        "32x96x96x30",
        "32x448x384x6"
    })
    @SuppressWarnings("NullAway.Init") // filled by JMH
    String shape;

    private final PointerScope scope = new PointerScope();
    private final engine processor = new engine(engine.kind.cpu, 0);
    private final stream calls = new stream(processor);
    private final IntMemoryMap arguments = new IntMemoryMap();

    @SuppressWarnings("NullAway.Init") // filled by JMH's set-up
    private primitive convolution;

    /** Makes the primitive and draws what it reads. */
    @Setup
    public void make() {
        long[] numbers =
                Arrays.stream(shape.split("x")).mapToLong(Long::parseLong).toArray();
        long[] inputs = {numbers[0], numbers[1], numbers[3], numbers[3]};
        long[] weights = {numbers[2], numbers[1], 3, 3};
        long[] outputs = {numbers[0], numbers[2], numbers[3], numbers[3]};
        memory.desc x = any(inputs);
        memory.desc w = any(weights);
        memory.desc y = any(outputs);
        long[] ones = {1, 1};
        // Of the same algorithm, as the gradients want it; only the forward pass itself runs it.
        var forward = new convolution_forward.primitive_desc(
                new convolution_forward.desc(dnnl_forward_training, algorithm.kind, x, w, y, ones, ones, ones),
                processor);
        switch (pass) {
            case FORWARD -> {
                argument(DNNL_ARG_SRC, forward.src_desc(), inputs);
                argument(DNNL_ARG_WEIGHTS, forward.weights_desc(), weights);
                argument(DNNL_ARG_DST, forward.dst_desc(), outputs);
                convolution = new convolution_forward(forward);
            }
            case INPUT_GRADIENT -> {
                var description = new convolution_backward_data.primitive_desc(
                        new convolution_backward_data.desc(algorithm.kind, x, w, y, ones, ones, ones),
                        processor,
                        forward);
                argument(DNNL_ARG_DIFF_DST, description.diff_dst_desc(), outputs);
                argument(DNNL_ARG_WEIGHTS, description.weights_desc(), weights);
                argument(DNNL_ARG_DIFF_SRC, description.diff_src_desc(), inputs);
                convolution = new convolution_backward_data(description);
            }
            case WEIGHT_GRADIENT -> {
                var description = new convolution_backward_weights.primitive_desc(
                        new convolution_backward_weights.desc(algorithm.kind, x, w, y, ones, ones, ones),
                        processor,
                        forward);
                argument(DNNL_ARG_SRC, description.src_desc(), inputs);
                argument(DNNL_ARG_DIFF_DST, description.diff_dst_desc(), outputs);
                argument(DNNL_ARG_DIFF_WEIGHTS, description.diff_weights_desc(), weights);
                convolution = new convolution_backward_weights(description);
            }
        }
    }

    private static memory.desc any(long... dims) {
        return new memory.desc(dims, memory.data_type.f32, memory.format_tag.any);
    }

    /** A tensor of random numbers in this layout. */
    private void argument(int role, memory.desc layout, long... dims) {
        float[] values = new float[Math.toIntExact(Arrays.stream(dims).reduce(1, Math::multiplyExact))];
        Random random = new Random(role);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        memory plain = new memory(new memory.desc(dims, memory.data_type.f32, memory.format_tag.abcd), processor);
        new FloatPointer(plain.get_data_handle()).put(values);
        memory laidOut = new memory(layout, processor);
        new reorder(plain, laidOut).execute(calls, plain, laidOut);
        arguments.put(role, laidOut);
    }

    /** Frees the memory. */
    @TearDown
    public void free() {
        scope.close();
    }

    /** One call. */
    @Benchmark
    public void call() {
        convolution.execute(calls, arguments);
        calls._wait();
    }
}
