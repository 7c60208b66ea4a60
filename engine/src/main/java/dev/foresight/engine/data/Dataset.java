package dev.foresight.engine.data;

import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.spec.Component;
import dev.foresight.engine.spec.DataSpec;
import dev.foresight.engine.spec.SpecProblem;
import dev.foresight.engine.spec.Task;
import dev.foresight.engine.spec.TrainingSpec;
import java.util.List;

/** A data set. Register with {@code @AutoService(Dataset.class)}. */
public interface Dataset extends Component {
    Task task();

    /**
     * What is wrong with this use of the data set, beyond the ranges of the declared parameters; looks for the files but
     * does not read them.
     */
    List<SpecProblem> check(String path, DataSpec spec);

    /**
     * Shape of an example and number of outputs, as far as they are known before reading: a form and the validation need
     * them. A text set reads its training part for the size of its vocabulary, so {@link #check} comes first.
     *
     * @throws DataException when that part is missing or malformed
     */
    Shape input(DataSpec spec);

    /**
     * Reads or makes the data.
     *
     * @param training batch size and, for tokens, the steps of truncated backpropagation
     * @throws DataException when a file is missing or malformed: which, where in it, found, expected, what to do
     */
    LoadedData load(DataSpec spec, TrainingSpec training);
}
