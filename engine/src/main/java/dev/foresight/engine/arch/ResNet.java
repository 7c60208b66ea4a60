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
 * ResNet of basic blocks (He, Zhang, Ren, Sun: Deep Residual Learning for Image Recognition, CVPR 2016) in the form that
 * is usual for CIFAR: a 3x3 convolution of stride 1 and no pooling in front, shortcuts by 1x1 convolution where the shape
 * changes. 21,282,122 parameters at depth 34 and width 1 for 10 classes.
 */
@AutoService(Architecture.class)
public final class ResNet implements Architecture {
    /** Three stages halve the image. */
    private static final int SMALLEST_IMAGE = 8;

    private static final int[] CHANNELS = {64, 128, 256, 512};

    private static final Parameter.Choice DEPTH = new Parameter.Choice(
            "depth",
            "Depth",
            "Blocks in the four stages: resnet34 has 3, 4, 6, 3, resnet18 has two in each, resnet10 has one in each.",
            List.of("resnet10", "resnet18", "resnet34"),
            "resnet34");

    @Override
    public String id() {
        return "resnet34";
    }

    @Override
    public String title() {
        return "ResNet-34";
    }

    @Override
    public String summary() {
        return "Residual blocks of two 3x3 convolutions in four stages, global average, one linear layer.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Width.PARAMETER, DEPTH);
    }

    @Override
    public Task task() {
        return Task.IMAGE_CLASSIFICATION;
    }

    @Override
    public String source() {
        return "He, Zhang, Ren and Sun: Deep Residual Learning for Image Recognition. CVPR 2016.";
    }

    @Override
    public List<String> differences() {
        return List.of(
                "The published network of this depth is for ImageNet: it starts with a 7x7 convolution and a max pooling, both of"
                        + " stride 2, and has 21,797,672 parameters for 1000 classes. This one, usual for CIFAR, starts with"
                        + " a 3x3 convolution of stride 1 and keeps all 32x32 pixels for its first stage.",
                "The paper's own networks for CIFAR-10 are others: three stages of 16, 32 and 64 channels, and shortcuts"
                        + " without parameters.",
                "Shortcuts are 1x1 convolutions with batch normalisation where the shape changes (the paper's option B), the"
                        + " identity elsewhere.",
                "All weights start from PyTorch's default, U(±1/sqrt(fan in)); the paper and torchvision draw filters from He's"
                        + " normal distribution.",
                "The pooling at the end takes the mean over all positions, 4x4 of them at 32x32 pixels, so other image sizes"
                        + " are taken as well.");
    }

    @Override
    public List<SpecProblem> check(String path, Values values, Shape input) {
        return Width.check(path, this, values, input, SMALLEST_IMAGE, 64);
    }

    @Override
    public LayerGraph build(Values values, Shape input, int outputs) {
        Chain net = new Chain(id(), input);
        ConvUnit.of3x3(net, "stem", "", Width.scaled(64, values), 1, 1);
        int[] blocks = blocks(values);
        for (int stage = 0; stage < CHANNELS.length; stage++) {
            for (int block = 0; block < blocks[stage]; block++) {
                String name = "layer" + (stage + 1) + "-block" + (block + 1);
                int stride = stage > 0 && block == 0 ? 2 : 1;
                block(net, name, Width.scaled(CHANNELS[stage], values), stride);
            }
        }
        return net.then("pool", new Layer.GlobalAveragePool())
                .then("output", PyTorchInit.linear(net.channels(), outputs))
                .graph();
    }

    private static int[] blocks(Values values) {
        return switch (values.get(DEPTH)) {
            case "resnet10" -> new int[] {1, 1, 1, 1};
            case "resnet18" -> new int[] {2, 2, 2, 2};
            default -> new int[] {3, 4, 6, 3};
        };
    }

    /** relu(bn(conv(relu(bn(conv(x))))) + shortcut(x)). */
    private static void block(Chain net, String name, int out, int stride) {
        Chain shortcut = net.branch();
        int in = net.channels();
        ConvUnit.of3x3(net, name, "1", out, stride, 1);
        net.then(name + "-conv2", PyTorchInit.conv(out, out, 3, 3, 1, 1, 1));
        net.then(name + "-bn2", PyTorchInit.batchNorm(out));
        if (stride != 1 || in != out) {
            shortcut.then(name + "-shortcut-conv", PyTorchInit.conv(in, out, 1, 1, stride, 0, 0));
            shortcut.then(name + "-shortcut-bn", PyTorchInit.batchNorm(out));
        }
        net.add(name + "-add", net, shortcut).then(name + "-relu2", new Layer.Relu());
    }
}
