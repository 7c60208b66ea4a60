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
