package dev.foresight.engine.arch;

import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.spec.Component;
import dev.foresight.engine.spec.SpecProblem;
import dev.foresight.engine.spec.Task;
import dev.foresight.engine.spec.Values;
import java.util.List;

/** A family of networks. Register with {@code @AutoService(Architecture.class)}. */
public interface Architecture extends Component {
    Task task();

    /** Where it was published: authors, title, place and year; its page in the documentation shows it. */
    String source();

    /** What differs between the network built here and published ones of this name: one sentence a fact. */
    List<String> differences();

    /** What is wrong with these values for this input, beyond the ranges of the declared parameters. */
    List<SpecProblem> check(String path, Values values, Shape input);

    /**
     * The network for values and an input that passed {@link #check}.
     *
     * @param outputs classes, or the size of the vocabulary
     */
    LayerGraph build(Values values, Shape input, int outputs);
}
