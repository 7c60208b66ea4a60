package dev.foresight.engine.optim;

import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.PredictionSpec;
import dev.foresight.engine.spec.SpecProblem;
import java.util.ArrayList;
import java.util.List;

/** What is customary for every rule: learning rates and horizons. */
final class ArmChecks {
    private static final double CUSTOMARY_HORIZON = 10;

    private ArmChecks() {}

    static List<SpecProblem> check(String path, ArmSpec arm, String usualRate) {
        List<SpecProblem> problems = new ArrayList<>();
        double rate = arm.optimizer().learningRate();
        if (!Double.isFinite(rate) || rate < 0) {
            problems.add(SpecProblem.error(
                    path + ".learningRate", rate, "a finite number, at least 0; " + usualRate + " is a usual start"));
        } else if (rate > 1) {
            problems.add(SpecProblem.warning(
                    path + ".learningRate", rate, "at most 1 is customary; " + usualRate + " is a usual start"));
        }
        double horizon = arm.prediction().horizon();
        if (!Double.isFinite(horizon)) {
            problems.add(SpecProblem.error(
                    path + ".horizon", horizon, "a finite number of steps; 0 switches prediction off"));
        } else if (Math.abs(horizon) > CUSTOMARY_HORIZON) {
            problems.add(SpecProblem.warning(
                    path + ".horizon", horizon, "horizons of 0 to 10 are customary; the run will probably diverge"));
        }
        return List.copyOf(problems);
    }

    /** As {@link #check}, for a rule that has no beta to sum the powers of. */
    static List<SpecProblem> checkWithoutMomentum(String path, ArmSpec arm, String usualRate) {
        List<SpecProblem> problems = new ArrayList<>(check(path, arm, usualRate));
        PredictionSpec.Form form = arm.prediction().form();
        if (form == PredictionSpec.Form.GEOMETRIC) {
            problems.add(SpecProblem.error(
                    path + ".horizonForm",
                    form.id(),
                    "steps; " + arm.optimizer().rule().id() + " has no momentum whose powers could be summed"));
        }
        return List.copyOf(problems);
    }
}
