package dev.foresight.engine.sweep;

import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.RunSpec;
import java.util.List;

/**
 * What a run computes and under which names it is compared: its spec without the other arms, the other seeds, the colour
 * and the description, so that a sweep to which values or seeds were added finds its earlier runs.
 */
public record RunIdentity(ExperimentSpec experiment, ArmSpec arm, long seed) {
    public static RunIdentity of(RunSpec run) {
        ArmSpec arm = run.arm();
        return new RunIdentity(
                run.experiment().withDescription("").withArms(List.of()).withSeeds(List.of()),
                new ArmSpec(arm.name(), "", arm.optimizer(), arm.prediction()),
                run.seed());
    }
}
