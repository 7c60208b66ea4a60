package dev.foresight.engine.run;

import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.DataSpec;
import dev.foresight.engine.spec.ExecutionSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.OptimizerSpec;
import dev.foresight.engine.spec.PredictionSpec;
import dev.foresight.engine.spec.RunSpec;
import dev.foresight.engine.spec.SpecDefaults;
import dev.foresight.engine.spec.Task;
import dev.foresight.engine.spec.TrainingSpec;
import dev.foresight.engine.spec.Values;
import java.util.List;

/** A run small enough to train in a test; what its ids name is up to the test. */
public final class TinyRun {
    private TinyRun() {}

    /** Image classification, batch 4, learning rate 0.1, no clipping, evaluated every 2 epochs. */
    public static RunSpec of(Amount length, double horizon) {
        Task task = Task.IMAGE_CLASSIFICATION;
        return of(task, SpecDefaults.training(task, length).withBatch(4).withEvaluateEvery(Amount.epochs(2)), horizon);
    }

    public static RunSpec of(Task task, TrainingSpec training, double horizon) {
        ArmSpec arm = new ArmSpec(
                "the arm",
                "#7a869a",
                new OptimizerSpec(new ComponentSpec("adamw", Values.NONE), 0.1),
                new PredictionSpec(horizon));
        ExperimentSpec experiment = new ExperimentSpec(
                "tiny",
                "",
                task,
                new ComponentSpec("mlp", Values.NONE),
                new DataSpec(new ComponentSpec("shapes", Values.NONE), 0, 10, DataSpec.Augmentation.NONE),
                List.of(arm),
                training,
                SpecDefaults.EXECUTION.withDevice(ExecutionSpec.Device.CPU).withThreads(1),
                List.of(7L));
        return experiment.runs().getFirst();
    }
}
