package dev.foresight.engine.arch;

import dev.foresight.engine.graph.Init;
import dev.foresight.engine.graph.Layer;

/**
 * Layers as PyTorch makes them by default: weight and bias of convolutions and linear layers from
 * U(-1/sqrt(fan_in), 1/sqrt(fan_in)), BatchNorm with epsilon 1e-5 and momentum 0.1.
 */
final class PyTorchInit {
    static final Init ZERO = new Init.Constant(0);

    private PyTorchInit() {}

    static Init fanIn(int fanIn) {
        return new Init.Uniform(1 / Math.sqrt(fanIn));
    }

    static Layer linear(int in, int out) {
        return new Layer.Linear(in, out, true, null, fanIn(in), fanIn(in));
    }

    /** 3x3, stride 1, padding 1, with a bias. */
    static Layer conv3x3(int in, int out) {
        return conv3x3(in, out, fanIn(9 * in), fanIn(9 * in));
    }

    static Layer conv3x3(int in, int out, Init weight, Init bias) {
        return new Layer.Conv(in, out, 3, 3, 1, 1, 1, 1, true, weight, bias);
    }

    /** Without a bias, which a batch normalisation behind it would take away. */
    static Layer conv(int in, int out, int height, int width, int stride, int paddingHeight, int paddingWidth) {
        Init weight = fanIn(Math.multiplyExact(in, height * width));
        return new Layer.Conv(in, out, height, width, stride, stride, paddingHeight, paddingWidth, false, weight, ZERO);
    }

    static Layer batchNorm(int channels) {
        return new Layer.BatchNorm(channels, 1e-5, 0.1);
    }
}
