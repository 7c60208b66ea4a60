package dev.foresight.bench;

import dev.foresight.engine.data.Dataset;
import dev.foresight.engine.data.LoadedData;
import dev.foresight.engine.net.Batch;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.DataSpec;
import dev.foresight.engine.spec.Registry;
import dev.foresight.engine.spec.SpecDefaults;
import dev.foresight.engine.spec.Task;
import dev.foresight.engine.spec.Values;
import java.util.Map;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it takes to make a training batch: 128 pictures [3,32,32] picked, cropped, flipped and normalised, or 20 streams of
 * 70 tokens. It happens beside training; but a step that takes less than this has to wait. The generated pictures have the
 * size of CIFAR-10's, and need no file.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class BatchBenchmark {
    private static final long SEED = 1;

    /** What the batches are made of. */
    public enum Source {
        PICTURES(Task.IMAGE_CLASSIFICATION, "shapes", Map.of("examples", 50_000L), DataSpec.Augmentation.NONE),
        AUGMENTED(Task.IMAGE_CLASSIFICATION, "shapes", Map.of("examples", 50_000L), DataSpec.Augmentation.CROP_FLIP),
        TEXT(Task.LANGUAGE_MODEL, "grammar", Map.of("tokens", 1_000_000L), DataSpec.Augmentation.NONE);

        private final Task task;
        private final DataSpec data;

        Source(Task task, String set, Map<String, Object> values, DataSpec.Augmentation augmentation) {
            this.task = task;
            this.data = new DataSpec(new ComponentSpec(set, new Values(values)), 0, 0, augmentation);
        }
    }

    @Param
    @SuppressWarnings("NullAway.Init") // filled by JMH
    Source source;

    @SuppressWarnings("NullAway.Init") // filled by JMH's set-up
    private LoadedData data;

    private long epoch;
    private int position;

    /** Makes the data. */
    @Setup
    public void load() {
        data = Registry.of(Dataset.class)
                .get(source.data.set().id())
                .load(
                        source.data,
                        SpecDefaults.training(source.task, Amount.epochs(1)).withBptt(70));
    }

    /** The next batch, epoch after epoch: the order of a new epoch is drawn in between, as in training. */
    @Benchmark
    public Batch next() {
        if (position == data.stepsPerEpoch(SEED, epoch)) {
            epoch++;
            position = 0;
        }
        return data.training(SEED, epoch, position++);
    }
}
