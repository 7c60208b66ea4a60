package dev.foresight.engine.arch;

import com.google.auto.service.AutoService;
import dev.foresight.engine.graph.Init;
import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.spec.Parameter;
import dev.foresight.engine.spec.SpecProblem;
import dev.foresight.engine.spec.Task;
import dev.foresight.engine.spec.Values;
import java.util.ArrayList;
import java.util.List;

/**
 * Word-level language model with one LSTM layer: embedding, LSTM, linear layer to the vocabulary, which may share the
 * embedding's matrix (Press and Wolf 2017). 5,293,200 parameters with 400 units, tied, and 10,000 words.
 */
@AutoService(Architecture.class)
public final class LstmLanguageModel implements Architecture {
    private static final Parameter.Whole EMBEDDING = new Parameter.Whole(
            "embedding", "Embedding size", "Length of the vector that stands for a word.", 1, 16_384, 400L);
    private static final Parameter.Whole HIDDEN =
            new Parameter.Whole("hidden", "Hidden units", "Units of the LSTM layer.", 1, 16_384, 400L);
    private static final Parameter.Flag TIED = new Parameter.Flag(
            "tied",
            "Tie output to embedding",
            "The output layer shares the embedding's matrix; the hidden units must then equal the embedding size.",
            true);
    private static final Parameter.Whole BIASES = new Parameter.Whole(
            "biases",
            "Bias vectors",
            "Two, as PyTorch has them, move twice as fast in sum under Adam as one would.",
            1,
            2,
            2L);
    private static final Parameter.Real DROPOUT = new Parameter.Real(
            "dropout",
            "Dropout",
            "Probability with which an input and an output of the LSTM are zeroed.",
            0,
            0.95,
            0.0);

    private static final Init TABLE = new Init.Uniform(0.1);

    @Override
    public String id() {
        return "lstm";
    }

    @Override
    public String title() {
        return "LSTM language model, 1 layer";
    }

    @Override
    public String summary() {
        return "Embedding, one LSTM layer and a linear layer to the vocabulary.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(EMBEDDING, HIDDEN, TIED, BIASES, DROPOUT);
    }

    @Override
    public Task task() {
        return Task.LANGUAGE_MODEL;
    }

    @Override
    public List<SpecProblem> check(String path, Values values, Shape input) {
        List<SpecProblem> problems = new ArrayList<>(Inputs.tokens(path, this, input));
        if (values.get(TIED) && values.get(EMBEDDING) != values.get(HIDDEN)) {
            problems.add(SpecProblem.error(
                    path + ".parameters.hidden",
                    values.get(HIDDEN) + " hidden units with an embedding of " + values.get(EMBEDDING),
                    "equal numbers while tied is true; make hidden " + values.get(EMBEDDING)
                            + " or set tied to false"));
        }
        return problems;
    }

    @Override
    public LayerGraph build(Values values, Shape input, int outputs) {
        int embedding = (int) values.get(EMBEDDING);
        int hidden = (int) values.get(HIDDEN);
        double dropout = values.get(DROPOUT);
        Chain chain = new Chain(id(), input).then("embedding", new Layer.Embedding(outputs, embedding, 0, TABLE));
        if (dropout > 0) {
            chain.then("dropout-in", new Layer.Dropout(dropout));
        }
        Init uniform = new Init.Uniform(1 / Math.sqrt(hidden));
        chain.then("lstm1", new Layer.Lstm(embedding, hidden, (int) values.get(BIASES), 0, uniform));
        if (dropout > 0) {
            chain.then("dropout-out", new Layer.Dropout(dropout));
        }
        String tiedTo = values.get(TIED) ? "embedding" : null;
        return chain.then("output", new Layer.Linear(hidden, outputs, true, tiedTo, TABLE, PyTorchInit.ZERO))
                .graph();
    }
}
