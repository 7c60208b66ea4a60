package dev.foresight.plots.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.stats.PerformanceProfile;
import dev.foresight.plots.figure.FigureSize;
import dev.foresight.plots.figure.FigureSpec;
import dev.foresight.plots.figure.FigureWriter;
import dev.foresight.plots.table.ProfileQuestion.Match;
import dev.foresight.plots.table.ProfileQuestion.Time;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileTest {
    @TempDir
    Path folder;

    @Test
    void costsAreMediansOverSeedsAndRatiosAreToTheLeastOfEachProblem() {
        Profile profile = Profile.of(three(), ProfileQuestion.USUAL);
        assertThat(profile.solvers()).containsExactly("adamw", "adamw s=1");
        // first: the baseline ends at 0.6; it gets there after 30, 20, 30 steps, the other after 10, 20, 20.
        // second: 0.5 after 10, and after 30. third: 0.5 after 20, and never.
        assertThat(profile.problems().stream().map(Profile.Problem::costs))
                .containsExactly(List.of(30.0, 20.0), List.of(10.0, 30.0), List.of(20.0, Double.POSITIVE_INFINITY));
        PerformanceProfile ratios = profile.ratios();
        assertThat(ratios.ratios()[0]).containsExactly(1.5, 1.0);
        assertThat(ratios.ratios()[1]).containsExactly(1.0, 3.0);
        assertThat(ratios.ratios()[2]).containsExactly(1.0, Double.POSITIVE_INFINITY);
        assertThat(ratios.share(0, 1)).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(ratios.share(0, 1.5)).isEqualTo(1);
        assertThat(ratios.share(1, 2.9)).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(ratios.share(1, 1e9)).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(ProfileWords.of(profile))
                .contains("adamw: fastest on 2 of 3, within twice the fastest on 3 of 3, reaches the target on 3 of 3")
                .contains("adamw s=1: fastest on 1 of 3, within twice the fastest on 1 of 3, reaches the target on 2 of"
                        + " 3")
                .anyMatch(line -> line.startsWith("with 3 problems this shows little"));
    }

    @Test
    void secondsAreThoseOfTraining() {
        Profile profile = Profile.of(three(), new ProfileQuestion(Optional.empty(), Time.SECONDS, 1, Match.RULE));
        assertThat(profile.problems().getFirst().costs()).containsExactly(15.0, 10.0);
    }

    @Test
    void aTargetIsAPartOfTheBaselinesFinalValue() {
        Profile eased = Profile.of(three(), new ProfileQuestion(Optional.empty(), Time.STEPS, 0.5, Match.RULE));
        assertThat(eased.problems().getFirst().target()).isCloseTo(0.3, within(1e-12));
        assertThat(eased.problems().getLast().costs()).containsExactly(10.0, 10.0);
        assertThatThrownBy(() -> new ProfileQuestion(Optional.empty(), Time.STEPS, 0, Match.RULE))
                .isInstanceOf(TableException.class)
                .hasMessageContaining("0.98");
    }

    @Test
    void theBestOfSeveralRatesStandsForItsRuleAndHorizon() {
        GridRuns grid = new GridRuns(folder, "grid", "mlp")
                .seeds(1L)
                .arm("slow", "adamw", 0.001, 0)
                .arm("quick", "adamw", 0.01, 0)
                .arm("WP", "adamw", 0.01, 1);
        grid.completed("slow", 1, 0.3, 0.4);
        grid.completed("quick", 1, 0.4, 0.5);
        grid.completed("WP", 1, 0.1, 0.4);
        Profile profile = Profile.of(grid.runs(), ProfileQuestion.USUAL);
        assertThat(profile.problems().getFirst().arms()).containsExactly("quick", "WP");
        assertThat(profile.problems().getFirst().tried()).containsExactly(2, 1);
        assertThat(ProfileWords.of(profile)).anyMatch(line -> line.contains("chosen on these same seeds"));
    }

    @Test
    void armsThatAreNotInEveryExperimentAndProblemsThatAreNotDoneAreLeftOutByName() {
        List<RunDirectory> runs = new ArrayList<>(three());
        GridRuns fourth = new GridRuns(folder, "fourth", "mlp")
                .seeds(1L)
                .arm("AdamW", "adamw", 0.001, 0)
                .arm("WP", "adamw", 0.001, 1)
                .arm("N", "nadam", 0.001, 0);
        fourth.finals("AdamW", 0.5);
        fourth.finals("N", 0.5);
        fourth.run("WP", 1, 0.5, 0.1);
        runs.addAll(fourth.runs());
        Profile profile = Profile.of(runs, ProfileQuestion.USUAL);
        assertThat(profile.problems()).hasSize(3);
        assertThat(profile.leftOut())
                .containsExactly(
                        "nadam, which is not in every experiment",
                        "experiment fourth, where not every arm has a run that ended or got there");
    }

    @Test
    void withoutTwoArmsInCommonThereIsNoProfile() {
        GridRuns other = new GridRuns(folder, "other", "mlp").seeds(1L).arm("AdamW", "nadam", 0.001, 0);
        other.finals("AdamW", 0.5);
        List<RunDirectory> runs = new ArrayList<>(three());
        runs.addAll(other.runs());
        assertThatThrownBy(() -> Profile.of(runs, ProfileQuestion.USUAL))
                .isInstanceOf(TableException.class)
                .hasMessageContaining("two arms that are in all experiments")
                .hasMessageContaining("other: nadam")
                .hasMessageContaining("--match name");
    }

    @Test
    void theFigureHasAStepForEachRatioAndStartsAtOne() {
        FigureSpec figure = ProfileFigure.of(Profile.of(three(), ProfileQuestion.USUAL), FigureSize.SINGLE_COLUMN);
        assertThat(FigureWriter.csv(figure))
                .contains("curve,adamw,1.0,0.0,,")
                .contains("curve,adamw,1.5,0.6666666666666666,,")
                .contains("curve,adamw,1.5,1.0,,")
                .contains("curve,adamw s=1,3.0,0.3333333333333333,,")
                .contains("curve,adamw s=1,3.0,0.6666666666666666,,");
        for (String format : FigureWriter.FORMATS) {
            FigureWriter.write(figure, folder.resolve("profile." + format));
            assertThat(folder.resolve("profile." + format)).isNotEmptyFile();
        }
    }

    private List<RunDirectory> three() {
        List<RunDirectory> runs = new ArrayList<>();
        GridRuns first = two("first").seeds(1L, 2L, 3L);
        first.completed("AdamW", 1, 0.4, 0.5, 0.6);
        first.completed("AdamW", 2, 0.4, 0.6, 0.6);
        first.completed("AdamW", 3, 0.4, 0.5, 0.6);
        first.completed("WP", 1, 0.6, 0.6, 0.6);
        first.completed("WP", 2, 0.5, 0.7, 0.6);
        first.completed("WP", 3, 0.5, 0.7, 0.6);
        GridRuns second = two("second").seeds(1L);
        second.completed("AdamW", 1, 0.5, 0.4, 0.5);
        second.completed("WP", 1, 0.3, 0.4, 0.5);
        GridRuns third = two("third").seeds(1L);
        third.completed("AdamW", 1, 0.4, 0.5, 0.5);
        third.completed("WP", 1, 0.4, 0.4, 0.4);
        List.of(first, second, third).forEach(one -> runs.addAll(one.runs()));
        return runs;
    }

    private GridRuns two(String name) {
        return new GridRuns(folder, name, "mlp").arm("AdamW", "adamw", 0.001, 0).arm("WP", "adamw", 0.001, 1);
    }
}
