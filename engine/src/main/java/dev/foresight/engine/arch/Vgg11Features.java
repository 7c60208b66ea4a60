package dev.foresight.engine.arch;

import dev.foresight.engine.graph.Init;
import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.spec.SpecProblem;
import dev.foresight.engine.spec.Values;
import java.util.List;

/**
 * The convolutions that both VGG-11 networks share: 3x3 with padding 1 and a bias, 64 M 128 M 256 256 M 512 512 M 512 512
 * M channels, M being a 2x2 max pooling; each channel number times the width multiplier.
 */
final class Vgg11Features {
    /** Five poolings halve the image five times. */
    static final int SMALLEST_IMAGE = 32;

    private static final int POOL = 0;
    private static final int[] CHANNELS = {64, POOL, 128, POOL, 256, 256, POOL, 512, 512, POOL, 512, 512, POOL};

    private Vgg11Features() {}

    /** Features of an image after the convolutions, flattened. */
    static int features(Values values, Shape.Image image) {
        return Width.scaled(512, values) * (image.height() / 32) * (image.width() / 32);
    }

    /** conv1 to conv8 with their poolings, then flatten; BatchNorm with PyTorch's default initialisation, or neither. */
    static void append(Chain chain, Values values, Shape.Image image, boolean norm) {
        int in = image.channels();
        int conv = 0;
        int pool = 0;
        for (int full : CHANNELS) {
            if (full == POOL) {
                chain.then("pool" + ++pool, new Layer.MaxPool(2, 2, 0));
                continue;
            }
            conv++;
            int out = Width.scaled(full, values);
            if (norm) {
                chain.then("conv" + conv, PyTorchInit.conv3x3(in, out));
                chain.then("bn" + conv, PyTorchInit.batchNorm(out));
            } else {
                // He's initialisation by the outputs, as the scripts for this variant have it.
                Init weight = new Init.Normal(Math.sqrt(2.0 / (9 * out)));
                chain.then("conv" + conv, PyTorchInit.conv3x3(in, out, weight, PyTorchInit.ZERO));
            }
            chain.then("relu" + conv, new Layer.Relu());
            in = out;
        }
        chain.then("flatten", new Layer.Flatten());
    }

    /** What is wrong with width and input together. */
    static List<SpecProblem> check(String path, Architecture architecture, Values values, Shape input) {
        return Width.check(path, architecture, values, input, SMALLEST_IMAGE, 64);
    }
}
