package dev.foresight.engine.arch;

import com.google.auto.service.AutoService;
import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.spec.Parameter;
import dev.foresight.engine.spec.SpecProblem;
import dev.foresight.engine.spec.Task;
import dev.foresight.engine.spec.Values;
import java.util.List;

/** Multi-layer perceptron on flattened images: hidden layers of equal size, then a linear layer to the classes. */
@AutoService(Architecture.class)
public final class Mlp implements Architecture {
    private static final Parameter.Whole HIDDEN =
            new Parameter.Whole("hidden", "Hidden units", "Units in each hidden layer.", 1, 65_536, 128L);
    private static final Parameter.Whole DEPTH =
            new Parameter.Whole("depth", "Hidden layers", "How many hidden layers stand before the output.", 1, 64, 2L);
    private static final Parameter.Choice ACTIVATION = new Parameter.Choice(
            "activation", "Activation", "What follows each hidden layer.", List.of("relu", "tanh"), "relu");

    @Override
    public String id() {
        return "mlp";
    }

    @Override
    public String title() {
        return "Multi-layer perceptron";
    }

    @Override
    public String summary() {
        return "Fully connected layers on the flattened image: small and quick.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(HIDDEN, DEPTH, ACTIVATION);
    }

    @Override
    public Task task() {
        return Task.IMAGE_CLASSIFICATION;
    }

    @Override
    public String source() {
        return "Rumelhart, Hinton and Williams: Learning representations by back-propagating errors. Nature 323, 1986.";
    }

    @Override
    public List<String> differences() {
        return List.of(
                "There is no published network of these sizes: they are parameters.",
                "Weights and biases start from PyTorch's default, U(±1/sqrt(fan in)).");
    }

    @Override
    public List<SpecProblem> check(String path, Values values, Shape input) {
        return Inputs.image(path, this, input, 1);
    }

    @Override
    public LayerGraph build(Values values, Shape input, int outputs) {
        Shape.Image image = (Shape.Image) input;
        int hidden = (int) values.get(HIDDEN);
        Layer activation = values.get(ACTIVATION).equals("tanh") ? new Layer.Tanh() : new Layer.Relu();
        Chain chain = new Chain(id(), input).then("flatten", new Layer.Flatten());
        int in = image.channels() * image.height() * image.width();
        for (int i = 1; i <= values.get(DEPTH); i++) {
            chain.then("fc" + i, PyTorchInit.linear(in, hidden)).then(values.get(ACTIVATION) + i, activation);
            in = hidden;
        }
        return chain.then("output", PyTorchInit.linear(in, outputs)).graph();
    }
}
