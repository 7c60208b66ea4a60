package dev.foresight.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.app.WorkerCommand;
import dev.foresight.engine.project.Project;
import dev.foresight.engine.run.Control;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.run.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class SweepCommandTest {
    @TempDir
    Path folder;

    private CommandLineRun sweep(String seeds, String horizons, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("grid.json"), """
                {"format": 1, "name": "grid", "seeds": %s, "experiment": %s,
                 "vary": {"training.batch": [8, 16], "arms[1].horizon": %s}}
                """.formatted(seeds, CommandLineRun.TINY, horizons));
        String[] arguments = new String[4 + more.length];
        List.of("sweep", file.toString(), "--out", folder.resolve("out").toString())
                .toArray(arguments);
        System.arraycopy(more, 0, arguments, 4, more.length);
        return CommandLineRun.with(WorkerCommand.prefix(), arguments);
    }

    private List<RunDirectory> runs() {
        return new Project(folder.resolve("out")).runs();
    }

    private Map<Path, FileTime> written() throws IOException {
        Map<Path, FileTime> times = new HashMap<>();
        for (RunDirectory run : runs()) {
            times.put(run.folder(), Files.getLastModifiedTime(run.file(RunDirectory.OUTCOME)));
        }
        return times;
    }

    @Test
    void cellsAreRunOnceStoppedOnesGoOnAndMoreSeedsAreAdded() throws IOException {
        CommandLineRun plan = sweep("[1]", "[1]", "--dry-run");
        assertThat(plan.code()).as(plan.err()).isZero();
        assertThat(plan.out())
                .contains("grid batch=8: runs 2, missing 2", "grid batch=16: runs 2, missing 2", "AdamW, WP s=1 s=1");
        assertThat(runs()).isEmpty();

        CommandLineRun first = sweep("[1]", "[1]", "--slots", "2");
        assertThat(first.code()).as(first.out() + first.err()).isZero();
        assertThat(first.out()).contains("grid batch=8: validation accuracy", "grid batch=16: validation accuracy");
        assertThat(runs()).hasSize(4).allMatch(run -> run.status() == RunStatus.COMPLETED);

        RunDirectory stopped = runs().getFirst();
        Files.delete(stopped.file(RunDirectory.OUTCOME));
        stopped.end(new RunOutcome.Stopped(3));
        stopped.request(Control.STOP);
        Map<Path, FileTime> before = written();
        CommandLineRun more = sweep("[1, 2]", "[1, 2]", "--slots", "2");
        assertThat(more.code()).as(more.out() + more.err()).isZero();
        assertThat(more.err()).contains("runs: 12, of which 8 have to be written", "completed: 3", "stopped: 1");
        assertThat(more.out()).contains("WP s=1 s=2").contains("1 seed planned, 1 there, and 1 beyond the plan");
        assertThat(runs()).hasSize(12).allMatch(run -> run.status() == RunStatus.COMPLETED);
        before.remove(stopped.folder());
        assertThat(written()).containsAllEntriesOf(before);

        CommandLineRun json = sweep("[1, 2]", "[1, 2]", "--json");
        assertThat(json.out()).contains("\"experiments\"", "\"grid batch=16\"");
        assertThat(runs()).hasSize(12);
    }

    @Test
    void halvingHoldsWhatIsBeatenAndTheComparisonSaysSo() throws IOException {
        Path file = Files.writeString(folder.resolve("halved.json"), """
                {"format": 1, "name": "halved", "seeds": [1], "experiment": %s,
                 "vary": {"arms[1].horizon": [1, 2, 3], "training.length": [{"epochs": 4}]},
                 "halving": {"factor": 3, "first": {"epochs": 1}}}
                """.formatted(CommandLineRun.TINY));
        String[] command = {
            "sweep", file.toString(), "--out", folder.resolve("out").toString(), "--slots", "2"
        };
        CommandLineRun first = CommandLineRun.with(WorkerCommand.prefix(), command);
        assertThat(first.code()).as(first.out() + first.err()).isZero();
        assertThat(first.err())
                .contains("halving: 3 runs to 1 epoch, where cells are judged")
                .contains("halving: 2 of 4 cells stopped early, 38 % of the sweep's training saved");
        assertThat(first.out())
                .contains("2 of 4 arms were stopped early by halving")
                .contains("stopped early, not compared with AdamW", "held by halving at step");
        List<RunDirectory> held = runs().stream()
                .filter(run -> run.outcome().orElseThrow() instanceof RunOutcome.Stopped stopped && stopped.held())
                .toList();
        assertThat(held).hasSize(2);
        Map<Path, FileTime> before = written();

        CommandLineRun again = CommandLineRun.with(WorkerCommand.prefix(), command);
        assertThat(again.code()).isZero();
        assertThat(written()).isEqualTo(before);

        CommandLineRun resumed = CommandLineRun.with(
                WorkerCommand.prefix(), "resume", folder.resolve("out").toString());
        assertThat(resumed.err()).contains("2 runs are held by the halving of a sweep");
        assertThat(written()).isEqualTo(before);

        CommandLineRun plan = CommandLineRun.of(
                "sweep", file.toString(), "--out", folder.resolve("out").toString(), "--dry-run", "--json");
        assertThat(plan.out()).contains("\"stoppedEarly\" : 2", "\"saved\" : 0.375");

        // Without halving the same sweep goes on with what was held.
        Files.writeString(file, Files.readString(file).replaceFirst(",\\s*\"halving\".*\\}\\}\\}", "}"));
        CommandLineRun whole = CommandLineRun.with(WorkerCommand.prefix(), command);
        assertThat(whole.code()).as(whole.out() + whole.err()).isZero();
        assertThat(runs()).hasSize(4).allMatch(run -> run.status() == RunStatus.COMPLETED);
    }

    @Test
    void aCellThatCannotRunIsNamedAndNoneIsRun() throws IOException {
        CommandLineRun refused = sweep("[1]", "[1, \"far\"]");
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("horizon", "far");
        assertThat(Files.exists(folder.resolve("out"))).isFalse();
        CommandLineRun range = sweep("[1, 1]", "[1]", "--dry-run");
        assertThat(range.err()).contains("grid batch=8", "seeds");
        assertThat(CommandLineRun.of("sweep", folder.resolve("none.json").toString())
                        .err())
                .contains("the file of a sweep is expected");
    }
}
