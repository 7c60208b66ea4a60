package dev.foresight.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.engine.optim.AdamW;
import dev.foresight.engine.optim.Moment;
import dev.foresight.engine.optim.Probes;
import dev.foresight.engine.optim.Sgd;
import dev.foresight.engine.optim.UpdateRule;
import dev.foresight.engine.optim.WeightUpdate;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.TinyRun;
import dev.foresight.engine.run.UpdateTimes;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.DiagnosticsSpec;
import dev.foresight.engine.spec.RunSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdateTimingTest {
    private static final long LONG_RUN = TimeUnit.SECONDS.toNanos(100);

    @TempDir
    Path folder;

    /** A clock that passes of an update move: its own take 3 ms, plain ones 2. */
    private static final class Slow implements WeightUpdate {
        private final AtomicLong clock = new AtomicLong();
        private double clip = -1;
        private boolean sampling = true;

        @Override
        public Probes sample(DiagnosticsSpec diagnostics) {
            sampling = diagnostics.on();
            return Probes.NONE;
        }

        /** Of each plain pass. */
        private long plainNanos = 2_000_000;
        /** When a plain pass is compiled, after which it takes 2 ms. */
        private long compiledAt = Long.MAX_VALUE;

        @Override
        public double apply(double lr, double clip, double nextLr) {
            assertThat(lr).isZero();
            assertThat(sampling).isFalse();
            this.clip = clip;
            clock.addAndGet(3_000_000);
            return 0;
        }

        @Override
        public Optional<Runnable> plainPass(double clip) {
            return Optional.of(() -> clock.addAndGet(clock.get() >= compiledAt ? 2_000_000 : plainNanos));
        }

        @Override
        public void predict(double lr) {}

        @Override
        public void restore() {}

        @Override
        public long steps() {
            return 0;
        }

        @Override
        public List<Moment> moments() {
            return List.of();
        }

        @Override
        public void resume(long steps) {}

        @Override
        public void close() {}
    }

    @Test
    void theTwoPassesAreTimedInTurnForAMomentAfterBeingCompiled() {
        Slow update = new Slow();
        UpdateTimes times = new UpdateTiming(update.clock::get)
                .after(update, 0.25, LONG_RUN)
                .orElseThrow();
        // 400 ms in all, 160 of them, 32 pairs, do not count.
        assertThat(times).isEqualTo(new UpdateTimes(48, 0.003, 0.002, 1.5));
        assertThat(update.clip).isEqualTo(0.25);
        assertThat(update.clock.get()).isEqualTo(400_000_000);
    }

    @Test
    void aPlainPassThatIsNotCompiledIsWaitedForAndNotKept() {
        Slow late = new Slow();
        late.plainNanos = 17_000_000;
        late.compiledAt = 300_000_000;
        assertThat(new UpdateTiming(late.clock::get).after(late, 0, LONG_RUN))
                .hasValueSatisfying(times -> assertThat(times.plain()).isEqualTo(0.002));
        Slow never = new Slow();
        never.plainNanos = 17_000_000;
        assertThat(new UpdateTiming(never.clock::get).after(never, 0, LONG_RUN)).isEmpty();
    }

    @Test
    void aRunSoShortThatItWouldBeNoticedIsNotTimed() {
        Slow update = new Slow();
        assertThat(new UpdateTiming(update.clock::get).after(update, 0, TimeUnit.SECONDS.toNanos(2)))
                .isEmpty();
        assertThat(update.clock.get()).isZero();
        // Four hundredths of ten seconds.
        assertThat(new UpdateTiming(update.clock::get).after(update, 0, TimeUnit.SECONDS.toNanos(5)))
                .isPresent();
        assertThat(update.clock.get()).isEqualTo(200_000_000);
    }

    private static Optional<UpdateTimes> of(UpdateRule rule, double horizon) {
        Quadratic network = new Quadratic(5);
        network.gradient.put(0, 1);
        RunSpec run = TinyRun.of(Amount.steps(1), horizon);
        AtomicLong clock = new AtomicLong();
        try (WeightUpdate update = rule.start(network, run.arm(), run.seed(), 2)) {
            return new UpdateTiming(() -> clock.addAndGet(1_000_000)).after(update, 1, LONG_RUN);
        }
    }

    @Test
    void aRuleThatKeepsTwoNumbersAWeightLendsThemToPlainAdamW() {
        assertThat(of(new AdamW(), 0)).isPresent();
        assertThat(of(new AdamW(), 2)).isPresent();
        assertThat(of(new Sgd(), 0)).isEmpty();
        // With its momentum and the copy of the weights.
        assertThat(of(new Sgd(), 1)).isPresent();
    }

    @Test
    void timesAreReadAsTheyWereWritten() throws IOException {
        RunDirectory run = RunDirectory.create(folder, TinyRun.of(Amount.steps(1), 0));
        assertThat(UpdateTimes.read(run)).isEmpty();
        UpdateTimes times = new UpdateTimes(9, 0.0125, 0.01, 1.25);
        times.write(run);
        assertThat(UpdateTimes.read(run)).contains(times);
        for (String damaged : List.of("", "nonsense", "{}", "{\"passes\": 3, \"updateSeconds\": -1}")) {
            Files.writeString(run.file(RunDirectory.UPDATE_TIMES), damaged);
            assertThat(UpdateTimes.read(run)).isEmpty();
        }
    }
}
