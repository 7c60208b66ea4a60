package dev.foresight.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.engine.net.Batch;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.SpecDefaults;
import dev.foresight.engine.spec.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchFeedTest {
    private final Semaphore made = new Semaphore(0);

    /** An image whose labels are its epoch and position. */
    private Batch make(long epoch, int position) {
        made.release();
        return new Batch.Images(new float[2], 1, 1, 1, new int[] {(int) epoch, position});
    }

    private BatchFeed feed(long steps) {
        return new BatchFeed(
                this::make,
                Timetable.of(SpecDefaults.training(Task.IMAGE_CLASSIFICATION, Amount.steps(steps)), epoch -> 3),
                0);
    }

    @Test
    void batchesComeInTheOrderOfStepsAndNoneTooMany() {
        List<List<Integer>> fed = new ArrayList<>();
        try (BatchFeed feed = feed(5)) {
            for (int step = 0; step < 5; step++) {
                int[] labels = ((Batch.Images) feed.next()).labels();
                fed.add(List.of(labels[0], labels[1]));
            }
        }
        assertThat(fed).containsExactly(List.of(0, 0), List.of(0, 1), List.of(0, 2), List.of(1, 0), List.of(1, 1));
        assertThat(made.availablePermits()).isEqualTo(5);
    }

    @Test
    void someAreMadeBeforeTheyAreAskedForAndOneMoreForEachTaken() throws InterruptedException {
        try (BatchFeed feed = feed(100)) {
            assertThat(made.tryAcquire(BatchFeed.AHEAD, 30, TimeUnit.SECONDS)).isTrue();
            assertThat(made.tryAcquire(50, TimeUnit.MILLISECONDS)).isFalse();
            feed.next();
            assertThat(made.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
            assertThat(made.tryAcquire(50, TimeUnit.MILLISECONDS)).isFalse();
        }
    }
}
