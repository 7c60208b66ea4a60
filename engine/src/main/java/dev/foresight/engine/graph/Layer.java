package dev.foresight.engine.graph;

import org.jspecify.annotations.Nullable;

/**
 * A kind of layer with its parameters. Its tensors, named within the layer: Conv weight [out,in,kh,kw], bias [out];
 * Linear weight [out,in], bias [out]; BatchNorm weight, bias, running_mean, running_var [C]; Embedding weight [V,E]; Lstm
 * weight_ih [4H,in], weight_hh [4H,H], bias_ih [4H] and, with two biases, bias_hh [4H].
 */
public sealed interface Layer {
    /** Cross-correlation of images, as PyTorch's Conv2d. */
    record Conv(
            int in,
            int out,
            int kernelHeight,
            int kernelWidth,
            int strideHeight,
            int strideWidth,
            int paddingHeight,
            int paddingWidth,
            boolean bias,
            Init weightInit,
            Init biasInit)
            implements Layer {}

    /**
     * y = weight*(x-mean)/sqrt(var+epsilon) + bias over batch and positions; biased variance in training, running
     * statistics r += momentum*(batch - r) with the unbiased variance.
     */
    record BatchNorm(int channels, double epsilon, double momentum) implements Layer {}

    /** max(x, 0). */
    record Relu() implements Layer {}

    /** tanh(x). */
    record Tanh() implements Layer {}

    /** Largest value per window; padding never wins. */
    record MaxPool(int kernel, int stride, int padding) implements Layer {}

    /** Mean per window; padding counts as zeros and is counted, as PyTorch's AvgPool2d with count_include_pad. */
    record AveragePool(int kernel, int stride, int padding) implements Layer {}

    /** Mean over all positions: [C,H,W] to [C]. */
    record GlobalAveragePool() implements Layer {}

    /** [C,H,W] to [C*H*W], row-major. */
    record Flatten() implements Layer {}

    /** y = x W^T + b on the last dimension; {@code tiedTo} names an Embedding node whose weight it shares. */
    record Linear(int in, int out, boolean bias, @Nullable String tiedTo, Init weightInit, Init biasInit)
            implements Layer {}

    /** Zeroes entries with this probability in training and scales the others by 1/(1-probability). */
    record Dropout(double probability) implements Layer {}

    /** Sum of two or more inputs of the same shape. */
    record Add() implements Layer {}

    /** Images of the same height and width one after the other along the channels: [C1,H,W], [C2,H,W] to [C1+C2,H,W]. */
    record Concat() implements Layer {}

    /**
     * Dropout of a sequence with one mask for all steps of time (Gal and Ghahramani 2016): entry [b,f] is zeroed with
     * this probability in training, the others are scaled by 1/(1-probability).
     */
    record LockedDropout(double probability) implements Layer {}

    /**
     * Passes a sequence x on unchanged and adds to the training loss, and to nothing else, the activation
     * regularisation of Merity et al. 2017: {@code ar}*mean(x_t^2) + {@code tar}*mean((x_(t+1) - x_t)^2), each mean over
     * all entries that it has; over one step of time the second term is 0.
     */
    record ActivationPenalty(double ar, double tar) implements Layer {}

    /**
     * Row of a [V,E] matrix for each token; in training a whole row is zeroed with probability {@code dropout}, for all
     * occurrences of its token, and the others are scaled by 1/(1-dropout). A tied Linear uses the matrix undropped.
     */
    record Embedding(int vocabulary, int size, double dropout, Init init) implements Layer {}

    /**
     * One LSTM layer, as PyTorch's; two biases unless {@code biases} is 1. In training an entry of weight_hh is zeroed
     * with probability {@code weightDrop}, once for the whole batch, and the others are scaled by 1/(1-weightDrop)
     * (DropConnect as in Merity et al. 2017).
     */
    record Lstm(int in, int hidden, int biases, double weightDrop, Init init) implements Layer {}
}
