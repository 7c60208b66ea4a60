package dev.foresight.engine.arch;

import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.spec.SpecProblem;
import java.util.List;

/** Whether the data of a spec are what an architecture takes. */
final class Inputs {
    private Inputs() {}

    /** Images of at least this height and width. */
    static List<SpecProblem> image(String path, Architecture architecture, Shape input, int smallest) {
        if (!(input instanceof Shape.Image image)) {
            return List.of(mismatch(path, architecture, input, "images; choose a data set of images"));
        }
        if (image.height() < smallest || image.width() < smallest) {
            return List.of(
                    mismatch(path, architecture, input, "images of at least " + smallest + "x" + smallest + " pixels"));
        }
        return List.of();
    }

    static List<SpecProblem> tokens(String path, Architecture architecture, Shape input) {
        return input instanceof Shape.Tokens
                ? List.of()
                : List.of(mismatch(path, architecture, input, "tokens; choose a data set of text"));
    }

    private static SpecProblem mismatch(String path, Architecture architecture, Shape input, String takes) {
        return SpecProblem.error(
                path + ".id", architecture.id() + " on " + input.text(), architecture.title() + " takes " + takes);
    }
}
