package dev.foresight.engine.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Experiment specs as JSON, friendly to edit by hand: comments are allowed, unknown and repeated keys are not, and all
 * problems of form are reported at once. Whether the values make sense is a question for the validation of a project.
 */
public final class SpecJson {
    private SpecJson() {}

    /**
     * @param origin what the text is, for messages: a file's name
     * @throws InvalidSpecException with all problems of form at once
     */
    public static ExperimentSpec read(String text, String origin) {
        return read(text, origin, Map.of());
    }

    /**
     * Reads a spec after changing values in it.
     *
     * @param changes new values by path, such as {@code arms[0].learningRate} or {@code arms[*].horizon}; a value is
     *     JSON, or else a text without its quotes
     * @throws InvalidSpecException with all problems of form at once
     */
    public static ExperimentSpec read(String text, String origin, Map<String, String> changes) {
        JsonNode tree = SpecJsonText.parse(text, origin);
        List<SpecProblem> problems = new ArrayList<>();
        SpecJsonPath.apply(tree, changes, problems);
        refuse(origin, problems);
        ExperimentSpec spec = SpecJsonReader.experiment("", tree, problems);
        refuse(origin, problems);
        return spec;
    }

    /** Pretty and stable JSON, every key written; {@link #read} gives an equal spec. */
    public static String write(ExperimentSpec spec) {
        return SpecJsonText.print(SpecJsonWriter.experiment(spec));
    }

    /**
     * The one run that a run's folder describes: format, arm, seed and the experiment it belongs to.
     *
     * @throws InvalidSpecException with all problems of form at once
     */
    public static RunSpec readRun(String text, String origin) {
        JsonNode tree = SpecJsonText.parse(text, origin);
        List<SpecProblem> problems = new ArrayList<>();
        RunSpec run = SpecJsonReader.run(tree, problems);
        refuse(origin, problems);
        return run;
    }

    /** Pretty and stable JSON of a run; {@link #readRun} gives an equal one. */
    public static String writeRun(RunSpec run) {
        return SpecJsonText.print(SpecJsonWriter.run(run));
    }

    /** The experiment as a tree, for other files that contain one. */
    public static ObjectNode tree(ExperimentSpec spec) {
        return SpecJsonWriter.experiment(spec);
    }

    private static void refuse(String origin, List<SpecProblem> problems) {
        if (problems.stream().anyMatch(SpecProblem::isError)) {
            throw new InvalidSpecException(origin + " cannot be used", problems);
        }
    }
}
