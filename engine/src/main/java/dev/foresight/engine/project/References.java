package dev.foresight.engine.project;

import dev.foresight.engine.spec.ArmSpec;
import java.util.List;
import java.util.Optional;

/**
 * With which arm each arm of an experiment is compared. In a grid of learning rates and horizons that is the arm with the
 * same rule, learning rate and parameters, and horizon 0: all that differs is then the prediction. An arm without such a
 * twin is compared with the experiment's baseline, and one that is the twin of others with none.
 *
 * @param declared all arms of the spec
 * @param baseline the first arm that has runs and horizon 0, or else the first that has runs
 */
public record References(List<ArmSpec> declared, ArmSpec baseline) {
    public static References of(List<ArmSpec> declared, List<ArmSpec> withRuns) {
        return new References(
                declared,
                withRuns.stream()
                        .filter(arm -> arm.prediction().horizon() == 0)
                        .findFirst()
                        .orElse(withRuns.getFirst()));
    }

    /** The arm that this one is compared with; empty where it is compared with none. */
    public Optional<ArmSpec> of(ArmSpec arm) {
        if (arm.equals(baseline)) {
            return Optional.empty();
        }
        if (arm.prediction().horizon() != 0) {
            Optional<ArmSpec> twin = twin(arm);
            return twin.isPresent() ? twin : Optional.of(baseline);
        }
        boolean twinOfOthers = declared.stream()
                .filter(other -> other.prediction().horizon() != 0)
                .anyMatch(other -> twin(other).filter(arm::equals).isPresent());
        return twinOfOthers ? Optional.empty() : Optional.of(baseline);
    }

    /** The arm that equals this one in all but the prediction and has none. */
    private Optional<ArmSpec> twin(ArmSpec arm) {
        // Of equal arms without prediction the baseline comes first, being the first of them.
        return declared.stream()
                .filter(other ->
                        other.prediction().horizon() == 0 && other.optimizer().equals(arm.optimizer()))
                .findFirst();
    }
}
