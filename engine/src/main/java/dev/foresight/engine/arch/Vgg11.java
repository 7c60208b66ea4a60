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

/**
 * VGG-11 without batch normalisation: dropout-512-ReLU-dropout-512-ReLU-classes after the convolutions, whose filters
 * start from N(0, 2/(9 out)). 9,750,922 parameters at width 1 for 10 classes.
 */
@AutoService(Architecture.class)
public final class Vgg11 implements Architecture {
    private static final Parameter.Real DROPOUT = new Parameter.Real(
            "dropout",
            "Dropout",
            "Probability with which an input of the two hidden linear layers is zeroed.",
            0,
            0.95,
            0.5);

    @Override
    public String id() {
        return "vgg11";
    }

    @Override
    public String title() {
        return "VGG-11";
    }

    @Override
    public String summary() {
        return "Eight convolutions without normalisation, five poolings, three linear layers with dropout.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Width.PARAMETER, DROPOUT);
    }

    @Override
    public Task task() {
        return Task.IMAGE_CLASSIFICATION;
    }

    @Override
    public String source() {
        return "Simonyan and Zisserman: Very Deep Convolutional Networks for Large-Scale Image Recognition. ICLR 2015,"
                + " configuration A.";
    }

    @Override
    public List<String> differences() {
        return List.of(
                "The published network takes ImageNet's 224x224 pixels and has two hidden layers of 4096 units behind 7x7"
                        + " positions. This one is for 32x32 pixels: one position is left, and the hidden layers have 512"
                        + " units.",
                "Dropout stands before each of the two hidden layers; torchvision has it behind them.",
                "Filters start from N(0, 2/(9 out)) and their biases from 0; the linear layers from PyTorch's default,"
                        + " U(±1/sqrt(fan in)), where torchvision draws N(0, 0.01²).");
    }

    @Override
    public List<SpecProblem> check(String path, Values values, Shape input) {
        return Vgg11Features.check(path, this, values, input);
    }

    @Override
    public LayerGraph build(Values values, Shape input, int outputs) {
        Shape.Image image = (Shape.Image) input;
        int hidden = Width.scaled(512, values);
        Chain chain = new Chain(id(), input);
        Vgg11Features.append(chain, values, image, false);
        int in = Vgg11Features.features(values, image);
        for (int i = 1; i <= 2; i++) {
            if (values.get(DROPOUT) > 0) {
                chain.then("dropout" + i, new Layer.Dropout(values.get(DROPOUT)));
            }
            chain.then("fc" + i, PyTorchInit.linear(in, hidden)).then("relu-fc" + i, new Layer.Relu());
            in = hidden;
        }
        return chain.then("output", PyTorchInit.linear(in, outputs)).graph();
    }
}
