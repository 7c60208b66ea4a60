package dev.foresight.engine.sweep;

import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ExecutionSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.RunSpec;
import dev.foresight.engine.spec.SpecDefaults;
import java.util.List;

/**
 * What a run computes and under which names it is compared: its spec without the other arms, the other seeds, the colour,
 * the description, the limit of memory and what is timed, so that a sweep to which values or seeds were
 * added finds its earlier runs.
 */
public record RunIdentity(ExperimentSpec experiment, ArmSpec arm, long seed) {
    public static RunIdentity of(RunSpec run) {
        ArmSpec arm = run.arm();
        ExecutionSpec execution = run.experiment().execution();
        return new RunIdentity(
                run.experiment()
                        .withDescription("")
                        .withArms(List.of())
                        .withSeeds(List.of())
                        .withExecution(execution
                                .withMemoryLimit(SpecDefaults.EXECUTION.memoryLimit())
                                .withTimeUpdate(SpecDefaults.EXECUTION.timeUpdate())),
                new ArmSpec(arm.name(), "", arm.optimizer(), arm.prediction()),
                run.seed());
    }
}
