package dev.foresight.app.cli;

import dev.foresight.plots.figure.FigureSize;
import dev.foresight.plots.figure.FigureWriter;
import dev.foresight.plots.table.Profile;
import dev.foresight.plots.table.ProfileFigure;
import dev.foresight.plots.table.ProfileQuestion;
import dev.foresight.plots.table.ProfileQuestion.Match;
import dev.foresight.plots.table.ProfileQuestion.Time;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code foresight profile}: how arms fare over several experiments. */
@Command(
        name = "profile",
        description = "Compares arms over several experiments, each of which is a problem, by the time to its target.",
        mixinStandardHelpOptions = true)
final class ProfileCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private RunsParameter runs = new RunsParameter();

    @Option(names = "--time", paramLabel = "UNIT", description = "steps (the default) or seconds of training")
    private String time = Time.STEPS.word();

    @Option(
            names = "--target",
            paramLabel = "PART",
            description = "how good a value has to be reached, as a part of the mean final value of each experiment's"
                    + " baseline: 0.98 is 98 %% of an accuracy; by default 1")
    private double target = 1;

    @Option(
            names = "--match",
            paramLabel = "HOW",
            description = "which arms of different experiments are the same: those of one rule and horizon (rule, the"
                    + " default), or of one name (name)")
    private String match = "rule";

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            description = "by what; by default the task's own of each experiment")
    private @Nullable String metric;

    @Option(
            names = "--figure",
            paramLabel = "FILE",
            description = "the profile as .svg, .pdf or .png, and beside it its points as NAME-points.csv")
    private @Nullable Path figure;

    @Option(names = "--json", description = "prints one JSON object")
    private boolean json;

    ProfileCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Quality quality = Quality.named(metric);
        ProfileQuestion question = new ProfileQuestion(
                Optional.ofNullable(quality).map(Quality::metric),
                OptionWord.one("--time", time, Time.class),
                target,
                OptionWord.one("--match", match, Match.class));
        Profile profile = Profile.of(runs.directories(quality), question);
        if (json) {
            console.out().println(ProfileJson.of(profile).toPrettyString());
        } else {
            console.out().print(ProfileText.of(profile));
        }
        if (figure != null) {
            FigureWriter.write(ProfileFigure.of(profile, FigureSize.SINGLE_COLUMN), figure)
                    .forEach(file -> (json ? console.err() : console.out()).println("wrote " + file));
        }
        return ExitCode.OK;
    }
}
