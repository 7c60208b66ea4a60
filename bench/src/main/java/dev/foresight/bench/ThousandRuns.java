package dev.foresight.bench;

import dev.foresight.engine.project.Project;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunOutcome;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.RunSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Writes a project with a sweep of 200 cells and 5 seeds whose thousand runs are there, each with the files of a run of
 * 4,000 steps: {@code ThousandRuns FOLDER}. What reading them costs is asked of the commands and of {@link
 * WindowHeartbeat}, which open the folder.
 */
public final class ThousandRuns {
    /** Runs still at work in a project made so: they have steps and no outcome. */
    static final int GROWING = 2;

    /** Steps that each has. */
    static final int STEPS = 4000;

    private static final int STEPS_PER_EPOCH = 200;

    private static final String SWEEP = """
            {
              "format": 1, "name": "thousand", "description": "A thousand runs", "seeds": [1, 2, 3, 4, 5],
              "vary": {
                "training.batch": [16, 32, 64, 128],
                "arms[0].learningRate": {"from": 0.0005, "to": 0.005, "count": 10, "log": true},
                "arms[0].horizon": [0, 1, 2, 3, 4]
              },
              "experiment": {
                "format": 1, "name": "any", "task": "image-classification",
                "architecture": {"id": "mlp", "parameters": {"hidden": 8}},
                "data": {"id": "shapes", "trainExamples": 3200, "validationExamples": 320},
                "arms": [{"name": "AdamW", "rule": {"id": "adamw"}}],
                "training": {"length": {"epochs": 20}}
              }
            }
            """;

    private ThousandRuns() {}

    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("one argument is expected: the new folder of the project");
            System.exit(2);
        }
        List<RunDirectory> runs = write(Path.of(arguments[0]));
        System.out.println(runs.size() + " runs in " + arguments[0]);
    }

    /** The last two of them are still at work as far as their files say, though no process has them. */
    static List<RunDirectory> write(Path folder) {
        Project project = Project.create(folder, "heartbeat", "");
        Path file = project.saveSweep("thousand", SWEEP);
        List<RunSpec> specs = Project.readSweep(file).expand().stream()
                .map(ExperimentSpec::runs)
                .flatMap(List::stream)
                .toList();
        List<RunDirectory> runs = specs.stream()
                .map(run -> RunDirectory.create(project.runsFolder(), run))
                .toList();
        for (int i = 0; i < runs.size(); i++) {
            fill(runs.get(i), specs.get(i), i < runs.size() - GROWING);
        }
        return runs;
    }

    private static void fill(RunDirectory run, RunSpec spec, boolean ended) {
        Random noise = new Random(spec.hashCode());
        StringBuilder steps = new StringBuilder("step,epoch,seconds,lr,loss,gradient_norm\n");
        StringBuilder evaluations = new StringBuilder("step,epoch,seconds,split,metric,value\n");
        StringBuilder ledger = new StringBuilder("step,phase,seconds,bytes\n");
        double rate = spec.arm().optimizer().learningRate();
        for (int step = 1; step <= STEPS; step++) {
            double epoch = (double) step / STEPS_PER_EPOCH;
            double loss = 0.4 + 2 * Math.exp(-epoch / 4) + 0.1 * noise.nextGaussian();
            steps.append(step + "," + epoch + "," + step * 0.0131 + "," + rate + "," + loss + ","
                    + Math.abs(noise.nextGaussian()) + "\n");
            if (step % STEPS_PER_EPOCH == 0) {
                double accuracy = 0.8 - 0.5 * Math.exp(-epoch / 3) + 0.01 * noise.nextGaussian();
                String at = step + "," + epoch + "," + step * 0.0131 + ",validation,";
                evaluations.append(at + "loss," + loss + "\n" + at + "accuracy," + accuracy + "\n" + at
                        + "top5_accuracy," + (accuracy + 0.15) + "\n");
                for (String phase : List.of("data", "forward_backward", "update", "evaluation", "logging")) {
                    ledger.append(step + "," + phase + "," + noise.nextDouble() + ",0\n");
                }
            }
        }
        write(run, RunDirectory.STEPS, steps);
        write(run, RunDirectory.EVALUATIONS, evaluations);
        write(run, RunDirectory.LEDGER, ledger);
        write(run, RunDirectory.EVENTS, events());
        write(run, RunDirectory.PROVENANCE, "{\"backend\": {\"oneDnn\": true}, \"threads\": 1}\n");
        if (ended) {
            run.end(new RunOutcome.Completed(STEPS));
        }
    }

    private static String events() {
        StringBuilder events = new StringBuilder();
        for (String text : List.of("preparing data and network", "training", "completed after 4000 steps")) {
            events.append(String.format(
                    Locale.ROOT,
                    "{\"time\":\"2026-01-01T00:00:00Z\",\"step\":0,\"kind\":\"state\",\"text\":\"%s\"}%n",
                    text));
        }
        return events.toString();
    }

    private static void write(RunDirectory run, String file, CharSequence text) {
        try {
            Files.writeString(run.file(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
