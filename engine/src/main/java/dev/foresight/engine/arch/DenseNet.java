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
 * DenseNet with bottlenecks and compression 1/2 (Huang, Liu, van der Maaten, Weinberger: Densely Connected Convolutional
 * Networks, CVPR 2017) in the form that is usual for CIFAR: a 3x3 convolution of stride 1 and no pooling in front. Growth
 * is 32 and the first convolution has 64 channels. 6,956,298 parameters at depth 121 and width 1 for 10 classes.
 */
@AutoService(Architecture.class)
public final class DenseNet implements Architecture {
    /** Three transitions halve the image. */
    private static final int SMALLEST_IMAGE = 8;

    private static final int GROWTH = 32;

    private static final Parameter.Choice DEPTH = new Parameter.Choice(
            "depth",
            "Depth",
            "Dense layers in the four blocks: densenet121 has 6, 12, 24, 16, densenet169 has 6, 12, 32, 32, densenet63"
                    + " half as many as densenet121.",
            List.of("densenet63", "densenet121", "densenet169"),
            "densenet121");

    @Override
    public String id() {
        return "densenet121";
    }

    @Override
    public String title() {
        return "DenseNet-121";
    }

    @Override
    public String summary() {
        return "Four blocks in which every layer reads all earlier ones, global average, one linear layer.";
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
        return "Huang, Liu, van der Maaten and Weinberger: Densely Connected Convolutional Networks. CVPR 2017.";
    }

    @Override
    public List<String> differences() {
        return List.of(
                "The published network of this depth is for ImageNet: it starts with a 7x7 convolution, batch normalisation, ReLU"
                        + " and a max pooling, halves the image five times and has 7,978,856 parameters for 1000 classes."
                        + " This one, usual for CIFAR, starts with a lone 3x3 convolution of stride 1 and halves three"
                        + " times.",
                "The paper's own networks for CIFAR have three blocks, other growth rates, and dropout where images are not"
                        + " augmented; here there is none.",
                "The new channels of a dense layer stand behind those that it read, as in the paper and torchvision; some"
                        + " versions for CIFAR put them in front, which is the same network with channels renamed.",
                "All weights start from PyTorch's default, U(±1/sqrt(fan in)); the paper and torchvision draw filters from He's"
                        + " normal distribution.");
    }

    @Override
    public List<SpecProblem> check(String path, Values values, Shape input) {
        return Width.check(path, this, values, input, SMALLEST_IMAGE, GROWTH);
    }

    @Override
    public LayerGraph build(Values values, Shape input, int outputs) {
        int growth = Width.scaled(GROWTH, values);
        Chain net = new Chain(id(), input);
        net.then("stem-conv", PyTorchInit.conv(net.channels(), 2 * growth, 3, 3, 1, 1, 1));
        int[] layers = layers(values);
        for (int block = 1; block <= layers.length; block++) {
            if (block > 1) {
                transition(net, "transition" + (block - 1));
            }
            for (int layer = 1; layer <= layers[block - 1]; layer++) {
                denseLayer(net, "block" + block + "-layer" + layer, growth);
            }
        }
        normRelu(net, "end", "");
        return net.then("pool", new Layer.GlobalAveragePool())
                .then("output", PyTorchInit.linear(net.channels(), outputs))
                .graph();
    }

    private static int[] layers(Values values) {
        return switch (values.get(DEPTH)) {
            case "densenet63" -> new int[] {3, 6, 12, 8};
            case "densenet169" -> new int[] {6, 12, 32, 32};
            default -> new int[] {6, 12, 24, 16};
        };
    }

    /** concat(x, conv3x3(relu(bn(conv1x1(relu(bn(x))))))): growth new channels behind those of x. */
    private static void denseLayer(Chain net, String name, int growth) {
        Chain grown = net.branch();
        normRelu(grown, name, "1").then(name + "-conv1", PyTorchInit.conv(net.channels(), 4 * growth, 1, 1, 1, 0, 0));
        normRelu(grown, name, "2").then(name + "-conv2", PyTorchInit.conv(4 * growth, growth, 3, 3, 1, 1, 1));
        net.concat(name + "-concat", net, grown);
    }

    /** Half the channels, half the height and width. */
    private static void transition(Chain net, String name) {
        int in = net.channels();
        normRelu(net, name, "")
                .then(name + "-conv", PyTorchInit.conv(in, Math.max(1, in / 2), 1, 1, 1, 0, 0))
                .then(name + "-pool", new Layer.AveragePool(2, 2, 0));
    }

    private static Chain normRelu(Chain chain, String name, String number) {
        return chain.then(name + "-bn" + number, PyTorchInit.batchNorm(chain.channels()))
                .then(name + "-relu" + number, new Layer.Relu());
    }
}
