package dev.foresight.app.sweep;

import dev.foresight.engine.project.Project;
import dev.foresight.engine.project.SpecValidation;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.InvalidSpecException;
import dev.foresight.engine.sweep.SweepSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A sweep that can run, with its experiments.
 *
 * @param text of its file
 */
record SweepPlan(String text, SweepSpec spec, List<ExperimentSpec> experiments) {
    /** More would push the table out of sight. */
    private static final int MOST_VALUES = 12;

    SweepPlan {
        experiments = List.copyOf(experiments);
    }

    /**
     * Checks every cell; for the background.
     *
     * @throws InvalidSpecException with what keeps a cell from running
     */
    static SweepPlan of(String text, String origin) {
        SweepSpec spec = SweepSpec.read(text, origin);
        List<ExperimentSpec> experiments = spec.expand();
        experiments.forEach(each -> SpecValidation.require(each, "\"" + each.name() + "\""));
        return new SweepPlan(text, spec, experiments);
    }

    static SweepPlan read(Path file) {
        return of(Project.readSweepText(file), String.valueOf(file.getFileName()));
    }

    List<Long> seeds() {
        return experiments.getFirst().seeds();
    }

    /** The varied fields with their values, a line each. */
    String axes() {
        return spec.axes().entrySet().stream()
                .map(axis -> axis.getKey() + ": " + shortened(axis.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static String shortened(Set<String> values) {
        String all = values.stream().limit(MOST_VALUES).collect(Collectors.joining(", "));
        return values.size() <= MOST_VALUES ? all : all + ", ... (" + values.size() + " values)";
    }

    int cells() {
        return experiments.stream().mapToInt(each -> each.arms().size()).sum();
    }

    int runs() {
        return cells() * seeds().size();
    }
}
