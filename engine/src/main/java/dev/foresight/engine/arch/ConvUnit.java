package dev.foresight.engine.arch;

import dev.foresight.engine.graph.Layer;

/** Convolution without bias, batch normalisation, ReLU: what ResNet and Inception are made of. */
final class ConvUnit {
    private ConvUnit() {}

    /** With an odd kernel, stride 1 and the padding that keeps height and width. */
    static Chain same(Chain chain, String block, String number, int out, int height, int width) {
        Layer conv = PyTorchInit.conv(chain.channels(), out, height, width, 1, height / 2, width / 2);
        return append(chain, block, number, conv, out);
    }

    /** With a 3x3 kernel. */
    static Chain of3x3(Chain chain, String block, String number, int out, int stride, int padding) {
        Layer conv = PyTorchInit.conv(chain.channels(), out, 3, 3, stride, padding, padding);
        return append(chain, block, number, conv, out);
    }

    private static Chain append(Chain chain, String block, String number, Layer conv, int out) {
        return chain.then(block + "-conv" + number, conv)
                .then(block + "-bn" + number, PyTorchInit.batchNorm(out))
                .then(block + "-relu" + number, new Layer.Relu());
    }
}
