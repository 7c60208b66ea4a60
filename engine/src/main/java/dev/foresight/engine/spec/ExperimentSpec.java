package dev.foresight.engine.spec;

import java.util.ArrayList;
import java.util.List;

/**
 * A comparison of arms on one network and one data set, over some seeds.
 *
 * @param name short name, also of its file
 * @param description the question it answers; may be empty
 */
public record ExperimentSpec(
        String name,
        String description,
        Task task,
        ComponentSpec architecture,
        DataSpec data,
        List<ArmSpec> arms,
        TrainingSpec training,
        ExecutionSpec execution,
        List<Long> seeds) {
    /** The version of the JSON form that this program writes. */
    public static final int FORMAT = 1;

    public ExperimentSpec {
        arms = List.copyOf(arms);
        seeds = List.copyOf(seeds);
    }

    /** Its runs, seed by seed, so that a pair of arms is complete early. */
    public List<RunSpec> runs() {
        List<RunSpec> runs = new ArrayList<>();
        for (long seed : seeds) {
            for (ArmSpec arm : arms) {
                runs.add(new RunSpec(this, arm, seed));
            }
        }
        return List.copyOf(runs);
    }

    public ExperimentSpec withName(String other) {
        return new ExperimentSpec(other, description, task, architecture, data, arms, training, execution, seeds);
    }

    public ExperimentSpec withDescription(String other) {
        return new ExperimentSpec(name, other, task, architecture, data, arms, training, execution, seeds);
    }

    public ExperimentSpec withTask(Task other) {
        return new ExperimentSpec(name, description, other, architecture, data, arms, training, execution, seeds);
    }

    public ExperimentSpec withArchitecture(ComponentSpec other) {
        return new ExperimentSpec(name, description, task, other, data, arms, training, execution, seeds);
    }

    public ExperimentSpec withData(DataSpec other) {
        return new ExperimentSpec(name, description, task, architecture, other, arms, training, execution, seeds);
    }

    public ExperimentSpec withArms(List<ArmSpec> other) {
        return new ExperimentSpec(name, description, task, architecture, data, other, training, execution, seeds);
    }

    public ExperimentSpec withTraining(TrainingSpec other) {
        return new ExperimentSpec(name, description, task, architecture, data, arms, other, execution, seeds);
    }

    public ExperimentSpec withExecution(ExecutionSpec other) {
        return new ExperimentSpec(name, description, task, architecture, data, arms, training, other, seeds);
    }

    public ExperimentSpec withSeeds(List<Long> other) {
        return new ExperimentSpec(name, description, task, architecture, data, arms, training, execution, other);
    }
}
