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
}
