package dev.foresight.app;

import dev.foresight.app.experiment.ExperimentTemplate;
import dev.foresight.engine.project.Project;
import dev.foresight.engine.run.ConfusionTable;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.RunSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;

/** Projects and run folders written by hand, so that tests of the window need no training. */
public final class SampleRuns {
    private SampleRuns() {}

    /** A project with the two experiments of the templates. */
    public static Project project(Path folder) {
        Project project = Project.create(folder, "cifar-horizons", "A project of a test");
        ExperimentTemplate.all().forEach(template -> project.save(template.spec()));
        return project;
    }

    public static List<RunDirectory> create(Project project, ExperimentSpec spec) {
        return spec.runs().stream()
                .map(run -> RunDirectory.create(project.runsFolder(), run))
                .toList();
    }

    /** Appends steps of a falling, noisy loss, as a worker would. */
    public static void appendSteps(RunDirectory run, int from, int to, int stepsPerEpoch) {
        StringBuilder text = new StringBuilder(from == 0 ? "step,epoch,seconds,lr,loss,gradient_norm\n" : "");
        RunSpec spec = run.spec();
        Random noise =
                new Random(spec.seed() * 31 + (long) spec.arm().prediction().horizon() + from);
        double pace = 1 + 0.15 * spec.arm().prediction().horizon();
        for (int step = from + 1; step <= to; step++) {
            double epoch = (double) step / stepsPerEpoch;
            double loss = 0.35 + 2 * Math.exp(-epoch * pace / 2) + 0.12 * noise.nextGaussian() * Math.exp(-epoch / 6);
            text.append(step + "," + epoch + "," + step * 0.25 + ",0.001," + Math.max(0.02, loss) + ",1.0\n");
        }
        append(run.file(RunDirectory.STEPS), text.toString());
    }

    public static void appendEvaluation(RunDirectory run, int step, double epoch, String metric, double value) {
        Path file = run.file(RunDirectory.EVALUATIONS);
        String header = Files.exists(file) ? "" : "step,epoch,seconds,split,metric,value\n";
        append(file, header + step + "," + epoch + "," + step * 0.25 + ",validation," + metric + "," + value + "\n");
    }

    /** A run with everything a finished or half-finished one has. */
    public static void fill(RunDirectory run, int epochs, int stepsPerEpoch) {
        appendSteps(run, 0, epochs * stepsPerEpoch, stepsPerEpoch);
        RunSpec spec = run.spec();
        double pace = 1 + 0.15 * spec.arm().prediction().horizon();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            double wobble = 0.008 * Math.sin(epoch * 2.1 + spec.seed());
            appendEvaluation(
                    run, epoch * stepsPerEpoch, epoch, "accuracy", 0.82 - 0.5 * Math.exp(-epoch * pace / 3) + wobble);
            appendEvaluation(
                    run, epoch * stepsPerEpoch, epoch, "top5_accuracy", 0.99 - 0.4 * Math.exp(-epoch * pace / 2));
            appendEvaluation(
                    run, epoch * stepsPerEpoch, epoch, "loss", 0.6 + 1.6 * Math.exp(-epoch * pace / 2.5) - wobble);
        }
    }

    /** The matrix of an evaluation in which a class is mostly recognised and else taken for one of its neighbours. */
    public static void confuse(RunDirectory run, String split, int examples) {
        List<String> names = List.of(
                "disc stripes",
                "disc checks",
                "square stripes",
                "square checks",
                "triangle stripes",
                "triangle checks",
                "cross stripes",
                "cross checks",
                "ring stripes",
                "ring checks");
        StringBuilder text = new StringBuilder("right\\predicted," + String.join(",", names) + "\n");
        for (int right = 0; right < 10; right++) {
            text.append(names.get(right));
            for (int predicted = 0; predicted < 10; predicted++) {
                int apart = Math.abs(right - predicted);
                int count = apart == 0 ? examples * 3 / 4 : apart == 1 ? examples / 10 : apart == 2 ? right / 3 : 0;
                text.append(',').append(count);
            }
            text.append('\n');
        }
        append(run.file(ConfusionTable.file(split)), text.toString());
    }

    public static void complete(RunDirectory run, long steps) {
        run.end(new RunOutcome.Completed(steps));
    }

    public static void append(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
