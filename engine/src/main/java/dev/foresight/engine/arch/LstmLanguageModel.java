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
 * Word-level language model with one to three LSTM layers and the regularisation of the AWD-LSTM (Merity, Keskar and
 * Socher 2018), each part of which is off unless asked for.
 *
 * <p>Nodes: {@code embedding} - {@code dropout-in} - {@code lstm1} - {@code dropout1} - {@code lstm2} - ... - {@code tar}
 * - {@code dropout-out} - {@code ar} - {@code output}; those that would do nothing are left out. Where the output shares
 * the embedding's matrix (Press and Wolf 2017), the last LSTM layer has the embedding's size and the others have
 * {@code hidden} units. The temporal penalty is on the last layer's raw output, the other on what the output dropout
 * leaves of it, as in the AWD-LSTM's code.
 *
 * <p>With embedding 400, hidden 1150, tied, two biases and 10,000 words: 5,293,200, 13,632,400 and 24,221,600 parameters
 * for one, two and three layers. LSTM tensors start from U(-1/sqrt(H), 1/sqrt(H)), the embedding and an untied output
 * matrix from U(-0.1, 0.1), the output's bias from 0.
 */
@AutoService(Architecture.class)
public final class LstmLanguageModel implements Architecture {
    private static final Parameter.Whole LAYERS =
            new Parameter.Whole("layers", "LSTM layers", "How many LSTM layers follow each other.", 1, 3, 1L);
    private static final Parameter.Whole EMBEDDING = new Parameter.Whole(
            "embedding", "Embedding size", "Length of the vector that stands for a word.", 1, 16_384, 400L);
    private static final Parameter.Whole HIDDEN = new Parameter.Whole(
            "hidden",
            "Hidden units",
            "Units of each LSTM layer; while the output is tied the last layer has the embedding's size instead.",
            1,
            16_384,
            1150L);
    private static final Parameter.Flag TIED = new Parameter.Flag(
            "tied",
            "Tie output to embedding",
            "The output layer shares the embedding's matrix, and the last LSTM layer has the embedding's size.",
            true);
    private static final Parameter.Whole BIASES = new Parameter.Whole(
            "biases",
            "Bias vectors",
            "Two, as PyTorch has them, move twice as fast in sum under Adam as one would.",
            1,
            2,
            2L);
    private static final Parameter.Real INPUT_DROPOUT = dropout(
            "inputDropout",
            "Input dropout",
            "Probability with which an entry of the embedded words is zeroed, with one mask for all steps of time.");
    private static final Parameter.Real HIDDEN_DROPOUT = dropout(
            "hiddenDropout", "Hidden dropout", "The same between two LSTM layers; without effect on one layer.");
    private static final Parameter.Real OUTPUT_DROPOUT =
            dropout("outputDropout", "Output dropout", "The same on the output of the last LSTM layer.");
    private static final Parameter.Real EMBEDDING_DROPOUT = dropout(
            "embeddingDropout",
            "Embedding dropout",
            "Probability with which a word's whole vector is zeroed wherever it occurs in the batch.");
    private static final Parameter.Real WEIGHT_DROP = dropout(
            "weightDrop",
            "Weight drop",
            "Probability with which an entry of a recurrent matrix is zeroed, once for the batch.");
    private static final Parameter.Real AR = penalty(
            "ar",
            "Activation penalty",
            "Factor on the mean square of the last layer's dropped output, added to the loss that is differentiated.");
    private static final Parameter.Real TAR = penalty(
            "tar",
            "Temporal penalty",
            "Factor on the mean square of the change of the last layer's output from step to step, added likewise.");

    private static final Init TABLE = new Init.Uniform(0.1);

    private static Parameter.Real dropout(String name, String label, String help) {
        return new Parameter.Real(name, label, help, 0, 0.95, 0.0);
    }

    private static Parameter.Real penalty(String name, String label, String help) {
        return new Parameter.Real(name, label, help, 0, 1000, 0.0);
    }

    @Override
    public String id() {
        return "lstm";
    }

    @Override
    public String title() {
        return "LSTM language model";
    }

    @Override
    public String summary() {
        return "Embedding, one to three LSTM layers and a linear layer to the vocabulary, regularised as the AWD-LSTM.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                LAYERS,
                EMBEDDING,
                HIDDEN,
                TIED,
                BIASES,
                INPUT_DROPOUT,
                HIDDEN_DROPOUT,
                OUTPUT_DROPOUT,
                EMBEDDING_DROPOUT,
                WEIGHT_DROP,
                AR,
                TAR);
    }

    @Override
    public Task task() {
        return Task.LANGUAGE_MODEL;
    }

    @Override
    public String source() {
        return "Merity, Keskar and Socher: Regularizing and Optimizing LSTM Language Models. ICLR 2018; the output tied to the"
                + " embedding after Press and Wolf: Using the Output Embedding to Improve Language Models. EACL 2017.";
    }

    @Override
    public List<String> differences() {
        return List.of(
                "All of the AWD-LSTM's regularisation (dropouts, weight drop, activation penalties) is there and is off unless"
                        + " asked for.",
                "The published network has three layers; here there may be one to three. While the output is tied, the last of"
                        + " them has the size of the embedding, so a single layer has 400 units and not 1150.",
                "The paper trains with averaged SGD; here the update rule is the experiment's, and no weights are averaged.",
                "Each LSTM has two bias vectors, as PyTorch has; they get the same gradient, so under Adam their sum moves twice"
                        + " as fast as one would. One is a parameter away.");
    }

    @Override
    public List<SpecProblem> check(String path, Values values, Shape input) {
        List<SpecProblem> problems = new ArrayList<>(Inputs.tokens(path, this, input));
        long hidden = values.get(HIDDEN);
        long embedding = values.get(EMBEDDING);
        boolean asked = hidden != HIDDEN.defaultValue() && hidden != embedding;
        if (values.get(LAYERS) == 1 && values.get(TIED) && asked) {
            problems.add(SpecProblem.warning(
                    path + ".parameters.hidden",
                    hidden + " hidden units, which nothing uses",
                    "the only LSTM layer has the " + embedding
                            + " units of the embedding while tied is true; set tied to false or layers to 2"));
        }
        return problems;
    }

    @Override
    public LayerGraph build(Values values, Shape input, int outputs) {
        int layers = (int) values.get(LAYERS);
        int embedding = (int) values.get(EMBEDDING);
        boolean tied = values.get(TIED);
        Chain chain = new Chain(id(), input)
                .then("embedding", new Layer.Embedding(outputs, embedding, values.get(EMBEDDING_DROPOUT), TABLE));
        locked(chain, "dropout-in", values.get(INPUT_DROPOUT));
        int in = embedding;
        for (int i = 1; i <= layers; i++) {
            int hidden = tied && i == layers ? embedding : (int) values.get(HIDDEN);
            Init uniform = new Init.Uniform(1 / Math.sqrt(hidden));
            chain.then(
                    "lstm" + i, new Layer.Lstm(in, hidden, (int) values.get(BIASES), values.get(WEIGHT_DROP), uniform));
            if (i < layers) {
                locked(chain, "dropout" + i, values.get(HIDDEN_DROPOUT));
            }
            in = hidden;
        }
        if (values.get(TAR) > 0) {
            chain.then("tar", new Layer.ActivationPenalty(0, values.get(TAR)));
        }
        locked(chain, "dropout-out", values.get(OUTPUT_DROPOUT));
        if (values.get(AR) > 0) {
            chain.then("ar", new Layer.ActivationPenalty(values.get(AR), 0));
        }
        Layer output = new Layer.Linear(in, outputs, true, tied ? "embedding" : null, TABLE, PyTorchInit.ZERO);
        return chain.then("output", output).graph();
    }

    private static void locked(Chain chain, String name, double probability) {
        if (probability > 0) {
            chain.then(name, new Layer.LockedDropout(probability));
        }
    }
}
