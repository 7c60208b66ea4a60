package dev.foresight.app.experiment;

import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.DataSpec;
import dev.foresight.engine.spec.DataSpec.Augmentation;
import dev.foresight.engine.spec.DiagnosticsSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.OptimizerSpec;
import dev.foresight.engine.spec.PredictionSpec;
import dev.foresight.engine.spec.SpecDefaults;
import dev.foresight.engine.spec.Task;
import dev.foresight.engine.spec.TrainingSpec;
import dev.foresight.engine.spec.Values;
import java.util.List;
import java.util.Map;

/** A first experiment to start from; both kinds run without any file. */
public record ExperimentTemplate(String title, String summary, ExperimentSpec spec) {
    /** All of them, the quickest first. */
    public static List<ExperimentTemplate> all() {
        return List.of(
                new ExperimentTemplate(
                        "Images: VGG-11 on shapes",
                        "AdamW against WP-AdamW on built-in pictures of coloured shapes; some minutes.",
                        images()),
                new ExperimentTemplate(
                        "Language: LSTM on a grammar",
                        "AdamW against WP-AdamW on a built-in text whose best perplexity is known; some minutes.",
                        language()));
    }

    private static final DiagnosticsSpec SAMPLES = SpecDefaults.DIAGNOSTICS.withEvery(20);

    /** This template under another name. */
    public ExperimentSpec named(String name) {
        return spec.withName(name);
    }

    static ExperimentTemplate forTask(Task task) {
        return all().stream()
                .filter(template -> template.spec.task() == task)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no template for the task " + task));
    }

    /** A spec that has come to this template's task, with what is usual there for training it. */
    ExperimentSpec usualIn(ExperimentSpec other) {
        TrainingSpec own = other.training();
        TrainingSpec usual = spec.training();
        ComponentSpec rule = spec.arms().getFirst().optimizer().rule();
        TrainingSpec training = usual.withLength(own.length())
                .withSchedule(own.schedule())
                .withEvaluateEvery(own.evaluateEvery())
                .withDiagnostics(own.diagnostics());
        return SpecEdits.optimizers(
                other.withTraining(training),
                optimizer -> optimizer.rule().id().equals(rule.id())
                        ? new OptimizerSpec(rule, optimizer.learningRate())
                        : optimizer);
    }

    private static ExperimentSpec images() {
        return new ExperimentSpec(
                "images",
                "Does predicting weights one step ahead help VGG-11?",
                Task.IMAGE_CLASSIFICATION,
                new ComponentSpec("vgg11-bn", new Values(Map.of("width", 0.25))),
                new DataSpec(new ComponentSpec("shapes", Values.NONE), 2000, 500, Augmentation.NONE),
                arms(5e-4),
                SpecDefaults.training(Task.IMAGE_CLASSIFICATION, Amount.epochs(5))
                        .withDiagnostics(SAMPLES),
                SpecDefaults.EXECUTION,
                List.of(1L));
    }

    private static ExperimentSpec language() {
        return new ExperimentSpec(
                "language",
                "Does predicting weights one step ahead help an LSTM?",
                Task.LANGUAGE_MODEL,
                new ComponentSpec("lstm", new Values(Map.of("embedding", 64L, "hidden", 64L))),
                new DataSpec(new ComponentSpec("grammar", Values.NONE), 0, 0, Augmentation.NONE),
                arms(0),
                SpecDefaults.training(Task.LANGUAGE_MODEL, Amount.epochs(5))
                        .withClip(0.25)
                        .withDiagnostics(SAMPLES),
                SpecDefaults.EXECUTION,
                List.of(1L));
    }

    private static List<ArmSpec> arms(double weightDecay) {
        OptimizerSpec adamW =
                new OptimizerSpec(new ComponentSpec("adamw", new Values(Map.of("weightDecay", weightDecay))), 1e-3);
        return List.of(
                new ArmSpec(Arms.name("AdamW", 0), Arms.color(0), adamW, PredictionSpec.NONE),
                new ArmSpec(Arms.name("AdamW", 1), Arms.color(1), adamW, new PredictionSpec(1)));
    }
}
