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
 * Inception-V3 (Szegedy, Vanhoucke, Ioffe, Shlens, Wojna: Rethinking the Inception Architecture for Computer Vision, CVPR
 * 2016) in a form for CIFAR: a stem of stride 1 without pooling and no auxiliary classifier. 21,806,058 parameters at
 * width 1 for 10 classes.
 */
@AutoService(Architecture.class)
public final class InceptionV3 implements Architecture {
    /** What is left of it before block D is 3x3. */
    private static final int SMALLEST_IMAGE = 9;

    private static final Parameter.Real DROPOUT = new Parameter.Real(
            "dropout", "Dropout", "Probability with which an input of the last linear layer is zeroed.", 0, 0.95, 0.5);

    @Override
    public String id() {
        return "inception-v3";
    }

    @Override
    public String title() {
        return "Inception-V3";
    }

    @Override
    public String summary() {
        return "Eleven blocks of parallel branches with factorised convolutions, global average, one linear layer.";
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
        return "Szegedy, Vanhoucke, Ioffe, Shlens and Wojna: Rethinking the Inception Architecture for Computer Vision."
                + " CVPR 2016; blocks as in torchvision.";
    }

    @Override
    public List<String> differences() {
        return List.of(
                "The published network is for 299x299 pixels: its stem has convolutions and max poolings of stride 2. Here every"
                        + " layer of the stem has stride 1 and nothing is pooled, so blocks A, C and E see 30x30, 14x14 and"
                        + " 6x6 positions in place of 35x35, 17x17 and 8x8.",
                "There is no auxiliary classifier. Without it torchvision's network has 23,834,568 parameters for 1000 classes;"
                        + " so would this one.",
                "The pooling branch of block A ends in a 1x1 convolution, as in torchvision; some versions for CIFAR have 3x3"
                        + " there, and more parameters.",
                "Batch normalisation adds 1e-5 to the variance, torchvision's 1e-3.",
                "All weights start from PyTorch's default, U(±1/sqrt(fan in)), torchvision's from truncated normal"
                        + " distributions.");
    }

    @Override
    public List<SpecProblem> check(String path, Values values, Shape input) {
        return Width.check(path, this, values, input, SMALLEST_IMAGE, 16);
    }

    @Override
    public LayerGraph build(Values values, Shape input, int outputs) {
        Chain net = new Chain(id(), input);
        InceptionBlocks blocks = new InceptionBlocks(net, values);
        blocks.stem();
        blocks.a("a1", 32);
        blocks.a("a2", 64);
        blocks.a("a3", 64);
        blocks.b("b");
        blocks.c("c1", 128);
        blocks.c("c2", 160);
        blocks.c("c3", 160);
        blocks.c("c4", 192);
        blocks.d("d");
        blocks.e("e1");
        blocks.e("e2");
        net.then("pool", new Layer.GlobalAveragePool());
        if (values.get(DROPOUT) > 0) {
            net.then("dropout", new Layer.Dropout(values.get(DROPOUT)));
        }
        return net.then("output", PyTorchInit.linear(net.channels(), outputs)).graph();
    }
}
