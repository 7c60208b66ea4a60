package dev.foresight.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFollowerTest {
    @TempDir
    Path folder;

    private void append(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void anAbsentFileHasNoRowsYet() throws IOException {
        LogFollower follower = new RunDirectory(folder).follow(RunDirectory.STEPS);
        assertThat(follower.newRows()).isEmpty();
        append("steps.csv", "step,loss\n1,2.5\n");
        assertThat(follower.newRows()).containsExactly(new String[] {"1", "2.5"});
    }

    @Test
    void theEndsOfWhatIsNewAreItsFirstAndLastWholeLine() throws IOException {
        LogFollower follower = new RunDirectory(folder).follow(RunDirectory.STEPS);
        StringBuilder many = new StringBuilder("step,loss\n");
        // More than one chunk.
        for (int step = 1; step <= 200_000; step++) {
            many.append(step).append(",0.25\n");
        }
        append("steps.csv", many + "200001,0.");
        assertThat(follower.newEnds()).containsExactly(new String[] {"1", "0.25"}, new String[] {"200000", "0.25"});
        assertThat(follower.newEnds()).isEmpty();
        append("steps.csv", "5\n");
        assertThat(follower.newEnds()).containsExactly(new String[] {"200001", "0.5"});
        assertThat(follower.newRows()).isEmpty();
    }

    @Test
    void aTornLastLineWaitsUntilItIsWhole() throws IOException {
        LogFollower follower = new RunDirectory(folder).follow(RunDirectory.STEPS);
        append("steps.csv", "step,lo");
        assertThat(follower.newRows()).isEmpty();
        append("steps.csv", "ss\n1,2.5\n2,1.");
        assertThat(follower.newRows()).containsExactly(new String[] {"1", "2.5"});
        assertThat(follower.newRows()).isEmpty();
        append("steps.csv", "25\n");
        assertThat(follower.newRows()).containsExactly(new String[] {"2", "1.25"});
    }

    @Test
    void aTornCharacterWaitsToo() throws IOException {
        LogFollower follower = new RunDirectory(folder).follow(RunDirectory.EVENTS);
        byte[] line = "{\"text\":\"größer\"}\n".getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("events.jsonl"), Arrays.copyOf(line, 12));
        assertThat(follower.newRows()).isEmpty();
        Files.write(folder.resolve("events.jsonl"), line);
        assertThat(follower.newRows()).containsExactly(new String[] {"{\"text\":\"größer\"}"});
    }

    @Test
    void linesOfOtherFilesAreNotSplitAndHaveNoHeader() throws IOException {
        append("events.jsonl", "{\"a\":1,\"b\":2}\n");
        assertThat(new RunDirectory(folder).follow(RunDirectory.EVENTS).newRows())
                .containsExactly(new String[] {"{\"a\":1,\"b\":2}"});
    }

    @Test
    void aLogThatWasCutIsReadFromItsBeginningAgainAlsoWhenItHasGrownSince() throws IOException {
        LogFollower shorter = new RunDirectory(folder).follow(RunDirectory.STEPS);
        LogFollower longer = new RunDirectory(folder).follow(RunDirectory.STEPS);
        append("steps.csv", "step,seconds\n1,0.5\n2,1.25\n3,1.75\n");
        assertThat(shorter.newRows()).hasSize(3);
        assertThat(longer.newRows()).hasSize(3);
        new LogLengths("step,seconds\n1,0.5\n".length(), 0, 0, 0).cut(new RunDirectory(folder));
        assertThat(shorter.newRows()).containsExactly(new String[] {"1", "0.5"});
        append("steps.csv", "2,1.5\n3,2.25\n4,2.5\n");
        assertThat(shorter.newRows()).hasSize(3).first().isEqualTo(new String[] {"2", "1.5"});
        assertThat(longer.newRows()).hasSize(4).first().isEqualTo(new String[] {"1", "0.5"});
        assertThat(longer.newRows()).isEmpty();
    }

    @Test
    void aLineThatNoLogHasIsLeftOutAndWhatFollowsIsRead() throws IOException {
        LogFollower follower = new RunDirectory(folder).follow(RunDirectory.STEPS);
        append("steps.csv", "step,loss\n1,2.5\n");
        assertThat(follower.newRows()).hasSize(1);
        append("steps.csv", "x".repeat(3 << 20));
        assertThat(follower.newRows()).isEmpty();
        append("steps.csv", "x,9\n2,1.25\n");
        assertThat(follower.newRows()).containsExactly(new String[] {"2", "1.25"});
        append("steps.csv", "3,1.5\n");
        assertThat(follower.newRows()).containsExactly(new String[] {"3", "1.5"});
    }

    @Test
    void aLogLargerThanAChunkIsReadWhole() throws IOException {
        StringBuilder text = new StringBuilder("step,loss\n");
        int rows = 200_000;
        for (int i = 0; i < rows; i++) {
            text.append(i).append(",0.125\n");
        }
        append("steps.csv", text.toString());
        assertThat(new RunDirectory(folder).follow(RunDirectory.STEPS).newRows())
                .hasSize(rows)
                .allMatch(row -> row.length == 2);
    }
}
