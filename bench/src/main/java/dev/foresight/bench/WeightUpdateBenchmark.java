package dev.foresight.bench;

import dev.foresight.engine.optim.AdamW;
import dev.foresight.engine.optim.WeightUpdate;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.OptimizerSpec;
import dev.foresight.engine.spec.PredictionSpec;
import dev.foresight.engine.spec.Values;
import java.util.concurrent.TimeUnit;
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
 * What a step pays for the update, and what prediction adds to it: the gradient's norm, moments, decay, new weights and
 * the next prediction in one pass over as many parameters as VGG-11 has. Horizon 0 updates in place; the answer to the
 * paper's question about the cost of prediction is the ratio of the rows with horizon 1 and 0. The rows {@code plain}
 * are the least that AdamW can cost in Java: arrays on the heap, in place, without a norm.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class WeightUpdateBenchmark {
    private static final double LEARNING_RATE = 1e-3;

    @Param({"9231114"})
    int parameters;

    @Param({"1", "2"})
    int threads;

    @SuppressWarnings("NullAway.Init") // filled by JMH's set-up
    private PlainAdamW plain;

    /** The rule at work, with and without prediction. */
    @State(Scope.Benchmark)
    public static class Rule {
        @Param({"0", "1"})
        double horizon;

        @Param({"0", "0.25"})
        double clip;

        @SuppressWarnings("NullAway.Init") // filled by JMH's set-up
        private WeightUpdate update;

        /** Draws the vectors and starts the rule on them. */
        @Setup
        public void start(WeightUpdateBenchmark benchmark) {
            update = startRule(horizon, benchmark.parameters, benchmark.threads);
        }

        /** Ends the rule's threads. */
        @TearDown
        public void stop() {
            update.close();
        }
    }

    /** Draws the plain vectors. */
    @Setup
    public void start() {
        plain = new PlainAdamW(parameters, threads);
    }

    /** Ends the plain threads. */
    @TearDown
    public void stop() {
        plain.close();
    }

    private static WeightUpdate startRule(double horizon, int parameters, int threads) {
        ArmSpec arm = new ArmSpec(
                "arm",
                "#000000",
                new OptimizerSpec(new ComponentSpec("adamw", Values.NONE), LEARNING_RATE),
                new PredictionSpec(horizon));
        return new AdamW().start(new FlatVectors(parameters, 1), arm, 1, threads);
    }

    /** One update; returns the norm of the gradient. */
    @Benchmark
    public double step(Rule rule) {
        rule.update.predict(LEARNING_RATE);
        return rule.update.apply(LEARNING_RATE, rule.clip, LEARNING_RATE);
    }

    /** One plain update. */
    @Benchmark
    public void plain() {
        plain.step(LEARNING_RATE);
    }
}
