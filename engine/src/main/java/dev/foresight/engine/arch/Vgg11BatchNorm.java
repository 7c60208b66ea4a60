package dev.foresight.engine.arch;

import com.google.auto.service.AutoService;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.spec.Parameter;
import dev.foresight.engine.spec.SpecProblem;
import dev.foresight.engine.spec.Task;
import dev.foresight.engine.spec.Values;
import java.util.List;

/** VGG-11 with batch normalisation for 32x32 images and a single linear layer: 9,231,114 parameters at width 1. */
@AutoService(Architecture.class)
public final class Vgg11BatchNorm implements Architecture {
    @Override
    public String id() {
        return "vgg11-bn";
    }

    @Override
    public String title() {
        return "VGG-11 with batch normalisation";
    }

    @Override
    public String summary() {
        return "Eight convolutions with batch normalisation, five poolings, one linear layer.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Width.PARAMETER);
    }

    @Override
    public Task task() {
        return Task.IMAGE_CLASSIFICATION;
    }

    @Override
    public String source() {
        return "Simonyan and Zisserman: Very Deep Convolutional Networks for Large-Scale Image Recognition. ICLR 2015,"
                + " configuration A; normalised after Ioffe and Szegedy: Batch Normalization. ICML 2015.";
    }

    @Override
    public List<String> differences() {
        return List.of(
                "The published network has no normalisation, takes ImageNet's 224x224 pixels and ends in three linear layers."
                        + " This one, usual for CIFAR, normalises every convolution and has a single linear layer.",
                "Convolutions keep their bias, which the normalisation behind them takes away; other versions leave it out.",
                "All weights and biases start from PyTorch's default, U(±1/sqrt(fan in)), where torchvision draws filters from"
                        + " N(0, 2/(9 out)) and linear layers from N(0, 0.01²).");
    }

    @Override
    public List<SpecProblem> check(String path, Values values, Shape input) {
        return Vgg11Features.check(path, this, values, input);
    }

    @Override
    public LayerGraph build(Values values, Shape input, int outputs) {
        Shape.Image image = (Shape.Image) input;
        Chain chain = new Chain(id(), input);
        Vgg11Features.append(chain, values, image, true);
        return chain.then("output", PyTorchInit.linear(Vgg11Features.features(values, image), outputs))
                .graph();
    }
}
