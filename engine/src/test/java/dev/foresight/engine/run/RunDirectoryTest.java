package dev.foresight.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.InvalidSpecException;
import dev.foresight.engine.spec.RunSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunDirectoryTest {
    private static final RunSpec SPEC = TinyRun.of(Amount.steps(3), 1);

    @TempDir
    Path runs;

    @Test
    void isNamedAfterItsTimeAndSpec() {
        assertThat(RunDirectory.create(runs, SPEC).name()).matches("\\d{8}T\\d{6}\\.\\d{3}Z-[0-9a-f]{8}");
    }

    @Test
    void twoRunsOfOneSpecShareTheHashAndNotTheFolder() {
        String first = RunDirectory.create(runs, SPEC).name();
        String second = RunDirectory.create(runs, SPEC).name();
        assertThat(second).isGreaterThan(first).endsWith(first.substring(first.length() - 9));
    }

    @Test
    void anotherSeedHasAnotherHash() {
        String first = RunDirectory.create(runs, SPEC).name();
        RunSpec other = new RunSpec(SPEC.experiment(), SPEC.arm(), 8);
        String second = RunDirectory.create(runs, other).name();
        assertThat(second.substring(second.length() - 8)).isNotEqualTo(first.substring(first.length() - 8));
    }

    @Test
    void givesBackTheSpecItWasMadeOf() {
        assertThat(RunDirectory.create(runs, SPEC).spec()).isEqualTo(SPEC);
    }

    @Test
    void aSpecThatIsNoJsonIsRefusedByName() throws IOException {
        RunDirectory run = RunDirectory.create(runs, SPEC);
        Files.writeString(run.file(RunDirectory.SPEC), "{");
        assertThatThrownBy(run::spec).isInstanceOf(InvalidSpecException.class).hasMessageContaining("spec.json");
    }

    @Test
    void aFolderWithoutSpecSaysWhichFileIsMissing() {
        assertThatThrownBy(() -> new RunDirectory(runs).spec())
                .isInstanceOf(RunIoException.class)
                .hasMessageContaining("spec.json");
    }

    @Test
    void aPlaceThatCannotBeWrittenToIsRefusedWithARemedy() throws IOException {
        // A file where a folder is needed: refused for every user, root included.
        Path file = Files.writeString(runs.resolve("taken"), "");
        assertThatThrownBy(() -> RunDirectory.create(file, SPEC))
                .isInstanceOf(RunIoException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("choose a folder that you may write to");
    }

    @Test
    void waitsUntilAWorkerTakesIt() {
        assertThat(RunDirectory.create(runs, SPEC).status()).isEqualTo(RunStatus.WAITING);
    }

    @Test
    void runsWhileALivingProcessHoldsTheLock() {
        RunDirectory run = RunDirectory.create(runs, SPEC);
        assertThat(RunLock.take(run)).isTrue();
        assertThat(run.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(RunLock.take(run)).isFalse();
    }

    @Test
    void isPausedUntilTheLastWordIsToResume() {
        RunDirectory run = RunDirectory.create(runs, SPEC);
        assertThat(RunLock.take(run)).isTrue();
        run.request(Control.PAUSE);
        assertThat(run.status()).isEqualTo(RunStatus.PAUSED);
        run.request(Control.RESUME);
        assertThat(run.status()).isEqualTo(RunStatus.RUNNING);
    }

    @Test
    void hasFailedWhenItsWorkerIsDead() throws IOException {
        RunDirectory run = RunDirectory.create(runs, SPEC);
        Files.writeString(
                run.file(RunDirectory.LOCK),
                "999999999 never:1 " + ProcessMark.here().host());
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.outcome()).isEmpty();
    }

    @Test
    void aLockThatIsBeingWrittenCountsAsHeldAndATornOneAsDead() throws IOException {
        RunDirectory run = RunDirectory.create(runs, SPEC);
        Path lock = Files.writeString(run.file(RunDirectory.LOCK), "");
        assertThat(run.status()).isEqualTo(RunStatus.RUNNING);
        Files.setLastModifiedTime(lock, FileTime.fromMillis(0));
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    }

    static Stream<RunOutcome> outcomes() {
        return Stream.of(
                new RunOutcome.Completed(12),
                new RunOutcome.Stopped(3),
                new RunOutcome.Stopped(3, true),
                new RunOutcome.Diverged(4, "training loss", Double.NaN),
                new RunOutcome.Diverged(4, "gradient norm", Double.NEGATIVE_INFINITY)
                        .withLastGood(Optional.of(new RunOutcome.Kept(3, "checkpoints/step-3"))),
                new RunOutcome.Failed("too much", false, RunOutcome.Failed.Reason.MEMORY),
                new RunOutcome.Failed("no \"space\"\nleft"));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void anOutcomeWrittenIsReadBackAndDecidesTheStatus(RunOutcome outcome) {
        RunDirectory run = RunDirectory.create(runs, SPEC);
        assertThat(RunLock.take(run)).isTrue();
        run.end(outcome);
        assertThat(run.outcome()).contains(outcome);
        assertThat(run.status().ended()).isTrue();
        assertThat(run.status().name()).isEqualToIgnoringCase(outcome.getClass().getSimpleName());
    }

    @Test
    void anOutcomeOfAnEarlierVersionIsStillRead() throws IOException {
        RunDirectory run = RunDirectory.create(runs, SPEC);
        Files.writeString(
                run.file(RunDirectory.OUTCOME), "{\"outcome\": \"diverged\", \"step\": 4, \"quantity\": \"loss\"}");
        assertThat(run.outcome())
                .contains(new RunOutcome.Diverged(4, "loss", OptionalDouble.empty(), Optional.empty()))
                .get()
                .extracting(end -> ((RunOutcome.Diverged) end).words())
                .isEqualTo("diverged at step 4: loss is not finite; no checkpoint was kept before");
    }

    @Test
    void aMalformedOutcomeIsAFailureThatSaysSo() throws IOException {
        RunDirectory run = RunDirectory.create(runs, SPEC);
        for (String text : new String[] {"", "nonsense", "[]", "{\"outcome\": \"won\"}"}) {
            Files.writeString(run.file(RunDirectory.OUTCOME), text);
            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(run.outcome().orElseThrow().toString()).contains("outcome.json");
        }
    }

    @Test
    void anUnknownControlLineIsToldAndIgnored() throws IOException {
        RunDirectory run = RunDirectory.create(runs, SPEC);
        Files.writeString(run.file(RunDirectory.CONTROL), "{\"request\":\"fly\"}\nnonsense\n");
        run.request(Control.STOP);
        StringBuilder told = new StringBuilder();
        ControlReader reader = new ControlReader(run, told::append);
        assertThat(reader.poll()).containsExactly(Control.STOP);
        assertThat(told).contains("fly", "nonsense", "allowed");
        assertThat(reader.poll()).isEmpty();
    }

    @Test
    void provenanceSaysWhoRanWhatWhere() throws IOException {
        RunDirectory run = RunDirectory.create(runs, SPEC);
        Provenance.here(Map.of("backend", "none"), Map.of("train", "sha256 0")).write(run, SPEC);
        assertThat(Files.readString(run.file(RunDirectory.PROVENANCE)))
                .contains("\"version\"", "\"commit\"", "\"java\"", "\"cores\"", "\"processor\"", "\"memoryBytes\"")
                .contains(
                        "\"seed\" : 7",
                        "\"device\" : \"cpu\"",
                        "\"threads\" : 1",
                        "\"layers\" : \"compiled\"",
                        "sha256 0",
                        "\"command\"")
                .doesNotContain("${");
    }
}
