package dev.foresight.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.engine.project.Project;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunLock;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.run.RunStatus;
import dev.foresight.engine.run.TinyRun;
import dev.foresight.engine.spec.Amount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The queue of a project over several windows, one after the other and at once. */
@Timeout(120)
class ProjectQueueTest {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final Slots SILENT = new Slots(1, 1);

    @TempDir
    Path folder;

    private Project project;
    private final List<String> told = new ArrayList<>();
    private final List<RunDirectory> made = new ArrayList<>();

    @BeforeEach
    void project() {
        project = Project.create(folder.resolve("p"), "p", "");
    }

    @AfterEach
    void endWorkers() {
        for (RunDirectory run : made) {
            RunLock.holder(run).flatMap(worker -> worker.living()).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private RunDirectory run(String manner) throws IOException {
        RunDirectory run = RunDirectory.create(project.runsFolder(), TinyRun.of(Amount.steps(1), 0));
        Files.writeString(run.file("manner"), manner);
        made.add(run);
        return run;
    }

    private RunQueue window() {
        return RunQueue.of(project, PretendWorker::command, SILENT, told::add);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(10);
        }
    }

    @Test
    void theNextWindowFindsOrderHoldAndSlotsAndGoesOn() throws Exception {
        RunDirectory first = run("complete");
        RunDirectory second = run("complete");
        try (RunQueue window = window()) {
            window.hold(true);
            window.slots(new Slots(3, 2));
            window.submit(first);
            window.submit(second);
            window.move(second, 0);
        }
        try (RunQueue window = window()) {
            assertThat(window.waiting()).containsExactly(second, first);
            assertThat(window.held()).isTrue();
            assertThat(window.slots()).isEqualTo(new Slots(3, 2));
            window.hold(false);
            assertThat(window.awaitIdle(LONG)).isTrue();
        }
        assertThat(first.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(second.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(first.file("queued")).doesNotExist();
        assertThat(told).isEmpty();
    }

    @Test
    void aLivingWorkerOfAnEarlierWindowTakesASlotAndIsStoppedAndBuried() throws Exception {
        RunDirectory left = run("obey");
        RunDirectory next = run("complete");
        try (RunQueue window = window()) {
            window.submit(left);
            await(() -> left.status() == RunStatus.RUNNING);
            window.submit(next);
        }
        assertThat(next.status()).isEqualTo(RunStatus.WAITING);
        try (RunQueue window = window()) {
            assertThat(window.running()).containsExactly(left);
            assertThat(window.waiting()).containsExactly(next);
            window.stop(left, false);
            assertThat(window.awaitIdle(LONG)).isTrue();
        }
        assertThat(left.outcome()).contains(new RunOutcome.Stopped(2));
        assertThat(next.status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void aWorkerOfAnEarlierWindowThatIsKilledIsBuried() throws Exception {
        RunDirectory killed = run("hang");
        try (RunQueue window = window()) {
            window.submit(killed);
            await(() -> killed.status() == RunStatus.RUNNING);
        }
        try (RunQueue window = window()) {
            assertThat(window.running()).containsExactly(killed);
            kill(killed);
            assertThat(window.awaitIdle(LONG)).isTrue();
        }
        assertThat(killed.outcome().orElseThrow().toString()).contains("is gone", "pretending to hang");
    }

    @Test
    void aWorkerThatDiedWhileNoWindowWasOpenIsBuriedByTheNext() throws Exception {
        RunDirectory killed = run("hang");
        try (RunQueue window = window()) {
            window.submit(killed);
            await(() -> killed.status() == RunStatus.RUNNING);
        }
        kill(killed);
        await(() -> killed.status() == RunStatus.FAILED);
        assertThat(killed.outcome()).isEmpty();
        try (RunQueue window = window()) {
            assertThat(window.running()).isEmpty();
            assertThat(killed.outcome().orElseThrow().toString()).contains("is gone");
        }
    }

    private static void kill(RunDirectory run) {
        assertThat(RunLock.holder(run).orElseThrow().living().orElseThrow().destroyForcibly())
                .isTrue();
    }

    @Test
    void ofTwoWindowsOneStartsRunsAndTheOtherTakesOver() throws Exception {
        RunDirectory working = run("obey");
        RunDirectory fromSecond = run("obey");
        try (RunQueue second = secondAfterFirst(working, fromSecond)) {
            // The first is gone, its worker lives on and takes the slot.
            assertThat(second.waiting()).containsExactly(fromSecond);
            second.stop(working, false);
            await(() -> fromSecond.status() == RunStatus.RUNNING);
            assertThat(working.outcome()).contains(new RunOutcome.Stopped(2));
            second.stop(fromSecond, false);
            assertThat(second.awaitIdle(LONG)).isTrue();
        }
    }

    private RunQueue secondAfterFirst(RunDirectory working, RunDirectory fromSecond) throws Exception {
        try (RunQueue first = window()) {
            first.submit(working);
            await(() -> working.status() == RunStatus.RUNNING);
            RunQueue second = window();
            second.submit(fromSecond);
            assertThat(first.waiting()).containsExactly(fromSecond);
            assertThat(second.running()).containsExactly(working);
            return second;
        }
    }

    @Test
    void whatTheSecondWindowSubmitsTheFirstStarts() throws Exception {
        RunDirectory opening = run("complete");
        RunDirectory run = run("obey");
        try (RunQueue first = window();
                RunQueue second = window()) {
            first.submit(opening);
            assertThat(first.awaitIdle(LONG)).isTrue();
            second.submit(run);
            await(() -> first.running().contains(run));
            await(() -> second.running().contains(run));
            second.stop(run, false);
            assertThat(first.awaitIdle(LONG)).isTrue();
            assertThat(run.outcome()).contains(new RunOutcome.Stopped(2));
        }
    }

    @Test
    void aRunThatAnotherProgramReopensAtOnceIsLeftToIt() throws Exception {
        RunDirectory run = run("linger");
        try (RunQueue window = window()) {
            window.submit(run);
            await(() -> run.status() == RunStatus.STOPPED);
            Files.writeString(run.file("manner"), "complete");
            run.reopen();
            assertThat(window.awaitIdle(LONG)).isTrue();
            assertThat(run.outcome()).isEmpty();
            assertThat(run.status()).isEqualTo(RunStatus.WAITING);
        }
    }

    @Test
    void aDamagedFileIsKeptAndTheQueueMadeAgainOfTheRunsThatWereInIt() throws Exception {
        RunDirectory queued = run("complete");
        RunDirectory alone = run("complete");
        try (RunQueue window = window()) {
            window.hold(true);
            window.submit(queued);
        }
        Path file = project.folder().resolve("queue.json");
        for (String text : new String[] {"{", "[]", "{\"format\":2}", ""}) {
            Files.writeString(file, text);
            told.clear();
            // As yet without slots to start it in, so that it can be seen waiting.
            QueueFile store = new QueueFile(project, SILENT, told::add);
            assertThat(store.read().waiting()).containsExactly(queued);
            assertThat(told).singleElement().asString().contains("queue.json", "1 run that was");
            assertThat(project.folder().resolve("queue.json.damaged")).hasContent(text);
        }
        Files.delete(file);
        told.clear();
        try (RunQueue window = window()) {
            assertThat(told).singleElement().asString().contains("was missing");
            assertThat(window.awaitIdle(LONG)).isTrue();
        }
        assertThat(queued.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(alone.status()).isEqualTo(RunStatus.WAITING);
    }
}
