package dev.foresight.plots.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunEvent;
import dev.foresight.engine.run.RunIoException;
import dev.foresight.engine.spec.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionQualityTest {
    @TempDir
    Path folder;

    /** Relative errors of six samples of all layers, the cosine always 0.5, and a layer that is predicted twice as badly. */
    private static void sample(RunDirectory run, double... errors) throws IOException {
        StringBuilder text = new StringBuilder("step,layer,quantity,horizon,value\n");
        for (int i = 0; i < errors.length; i++) {
            int step = i + 1;
            text.append(step + ",all,gradient_norm,0,3.5\n");
            text.append(step + ",all,relative_error,2," + errors[i] + "\n");
            text.append(step + ",all,cosine,2,0.5\n");
            text.append(step + ",lstm1,relative_error,2," + 2 * errors[i] + "\n");
        }
        Files.writeString(run.file(RunDirectory.LAYERS), text);
    }

    private List<RunDirectory> runs(int seeds) throws IOException {
        return SampleRuns.write(folder, seeds);
    }

    /** Of the one arm, a run a seed. */
    private static List<RunDirectory> baseline(List<RunDirectory> runs) {
        return runs.stream()
                .filter(run -> run.spec().arm().name().equals("AdamW"))
                .toList();
    }

    @Test
    void eachSeedIsOneNumberAndThirdsAreOfItsSamples() throws IOException {
        List<RunDirectory> runs = baseline(runs(2));
        sample(runs.get(0), 0.1, 0.2, 0.3, 0.4, 0.5, 0.6);
        sample(runs.get(1), 0.2, 0.2, 0.2, 0.2, 0.2, 0.2);
        List<PredictionQuality> found = PredictionQuality.of(runs, Quantity.ALL);
        assertThat(found).singleElement().satisfies(one -> {
            assertThat(one.arm().name()).isEqualTo("AdamW");
            assertThat(one.horizon()).isEqualTo(2);
            assertThat(one.relativeError().whole().n()).isEqualTo(2);
            assertThat(one.relativeError().whole().mean()).isCloseTo((0.35 + 0.2) / 2, within(1e-12));
            assertThat(one.relativeError().first().mean()).isCloseTo((0.15 + 0.2) / 2, within(1e-12));
            assertThat(one.relativeError().middle().mean()).isCloseTo((0.35 + 0.2) / 2, within(1e-12));
            assertThat(one.relativeError().last().mean()).isCloseTo((0.55 + 0.2) / 2, within(1e-12));
            assertThat(one.cosine().whole().mean()).isEqualTo(0.5);
        });
        assertThat(PredictionQuality.of(runs, "lstm1")
                        .getFirst()
                        .relativeError()
                        .whole()
                        .mean())
                .isCloseTo(0.55, within(1e-12));
        assertThat(PredictionQuality.of(runs, "lstm2")).isEmpty();
        assertThat(PredictionQuality.layers(runs)).containsExactly("all", "lstm1");
    }

    @Test
    void theVerdictIsNoSurerThanTheSeedsAllow() throws IOException {
        assertThat(verdict(0.7, 0.71, 0.69))
                .startsWith("better than no prediction: the 95 % interval [0.675, 0.725] over 3 seeds lies below 1");
        assertThat(verdict(1.2, 1.21)).startsWith("worse than no prediction").contains("lies above 1");
        assertThat(verdict(0.5, 1.2))
                .startsWith("cannot be told from no prediction")
                .contains("contains 1");
        assertThat(verdict(0.5))
                .isEqualTo("0.500 is below 1, but one seed tells nothing of chance; an interval needs at" + " least 2");
    }

    private String verdict(double... errors) throws IOException {
        Path own = Files.createTempDirectory(folder, "runs");
        List<RunDirectory> runs = baseline(SampleRuns.write(own, errors.length));
        for (int seed = 0; seed < errors.length; seed++) {
            sample(runs.get(seed), errors[seed]);
        }
        return PredictionQuality.of(runs, Quantity.ALL).getFirst().verdict();
    }

    @Test
    void aRowThatIsTornWaitsAndADamagedOneIsRefusedWithItsFile() throws IOException {
        RunDirectory run = runs(1).getFirst();
        assertThat(Samples.of(run, all -> true)).isEmpty();
        Path file = run.file(RunDirectory.LAYERS);
        Files.writeString(file, "step,layer,quantity,horizon,value\n20,all,cosine,3,0.25\n20,all,cos");
        assertThat(Samples.of(run, all -> true))
                .containsExactly(new RunEvent.Sample(20, "all", Quantity.COSINE, 3, 0.25));
        for (String damaged :
                List.of("20,all,cosines,3,0.25", "20,all,cosine,0.25", "20,all,cosine,3,x", "a,b,cosine,3,1")) {
            assertThat(Samples.parse(damaged.split(",", -1))).as(damaged).isEmpty();
        }
        Files.writeString(file, "step,layer,quantity,horizon,value\n20,all,cosine,many,0.25\n");
        assertThatThrownBy(() -> Samples.of(run, all -> true))
                .isInstanceOf(RunIoException.class)
                .hasMessageContaining("layers.csv")
                .hasMessageContaining("20,all,cosine,many,0.25");
    }

    @Test
    void theLongTableHasARowForEachSampleWithTheEpochOfItsStep() throws IOException {
        List<RunDirectory> runs = runs(1);
        sample(runs.get(1), 0.1 + 0.2);
        Path file = folder.resolve("made/samples.csv");
        SampleTable.write(runs, file);
        String run = runs.get(1).name() + ",grammar,'=WP,1,1,0.25,";
        assertThat(file)
                .hasContent("run,experiment,arm,seed,step,epoch,layer,quantity,horizon,value\n" + run
                        + "all,gradient_norm,0,3.5\n" + run + "all,relative_error,2,0.30000000000000004\n" + run
                        + "all,cosine,2,0.5\n" + run + "lstm1,relative_error,2,0.6000000000000001\n");
    }
}
