package dev.foresight.plots.network;

import dev.foresight.engine.graph.Init;
import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.graph.Shape;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Layers, shapes and numbers in words: short for a drawing, complete for a table. */
final class LayerWords {
    private LayerWords() {}

    /** What fits into a box of a drawing. */
    static String brief(Layer layer) {
        return switch (layer) {
            case Layer.Conv conv ->
                window(conv.kernelHeight(), conv.kernelWidth()) + " conv " + conv.out()
                        + every(conv.strideHeight(), conv.strideWidth());
            case Layer.BatchNorm unused -> "BN";
            case Layer.Relu unused -> "ReLU";
            case Layer.Tanh unused -> "tanh";
            case Layer.MaxPool pool ->
                "max pool " + window(pool.kernel(), pool.kernel()) + every(pool.stride(), pool.stride());
            case Layer.AveragePool pool ->
                "avg pool " + window(pool.kernel(), pool.kernel()) + every(pool.stride(), pool.stride());
            case Layer.GlobalAveragePool unused -> "global average";
            case Layer.Flatten unused -> "flatten";
            case Layer.Linear linear -> "linear " + linear.out() + (linear.tiedTo() == null ? "" : ", tied");
            case Layer.Dropout dropout -> "dropout " + number(dropout.probability());
            case Layer.LockedDropout dropout -> "locked dropout " + number(dropout.probability());
            case Layer.ActivationPenalty penalty -> penalty(penalty);
            case Layer.Add unused -> "add";
            case Layer.Concat unused -> "concat";
            case Layer.Embedding embedding ->
                "embedding " + embedding.size() + positive(", dropout ", embedding.dropout());
            case Layer.Lstm lstm -> "LSTM " + lstm.hidden() + positive(", weight drop ", lstm.weightDrop());
        };
    }

    /** The layer with all its parameters. */
    static String complete(Layer layer) {
        return switch (layer) {
            case Layer.Conv conv ->
                "convolution " + window(conv.kernelHeight(), conv.kernelWidth()) + ", " + conv.in() + " to "
                        + conv.out() + ", stride " + both(conv.strideHeight(), conv.strideWidth()) + ", padding "
                        + both(conv.paddingHeight(), conv.paddingWidth()) + bias(conv.bias());
            case Layer.BatchNorm norm ->
                "batch normalisation, epsilon " + number(norm.epsilon()) + ", momentum " + number(norm.momentum());
            case Layer.Relu unused -> "ReLU";
            case Layer.Tanh unused -> "tanh";
            case Layer.MaxPool pool -> "maximum of " + pool(pool.kernel(), pool.stride(), pool.padding());
            case Layer.AveragePool pool -> "average of " + pool(pool.kernel(), pool.stride(), pool.padding());
            case Layer.GlobalAveragePool unused -> "average over all positions";
            case Layer.Flatten unused -> "flatten";
            case Layer.Linear linear ->
                "linear, " + linear.in() + " to " + linear.out() + bias(linear.bias())
                        + (linear.tiedTo() == null ? "" : ", weight of " + linear.tiedTo());
            case Layer.Dropout dropout -> "dropout, probability " + number(dropout.probability());
            case Layer.LockedDropout dropout ->
                "dropout with one mask for all steps of time, probability " + number(dropout.probability());
            case Layer.ActivationPenalty penalty -> "activation regularisation, " + penalty(penalty);
            case Layer.Add unused -> "sum";
            case Layer.Concat unused -> "concatenation of channels";
            case Layer.Embedding embedding ->
                "embedding of " + embedding.vocabulary() + " words, size " + embedding.size()
                        + positive(", dropout of words ", embedding.dropout());
            case Layer.Lstm lstm ->
                "LSTM, " + lstm.in() + " to " + lstm.hidden() + (lstm.biases() == 2 ? ", two biases" : ", one bias")
                        + positive(", weight drop ", lstm.weightDrop());
        };
    }

    private static String penalty(Layer.ActivationPenalty penalty) {
        String ar = positive("AR ", penalty.ar());
        String tar = positive("TAR ", penalty.tar());
        return ar + (ar.isEmpty() || tar.isEmpty() ? "" : ", ") + tar;
    }

    private static String pool(int kernel, int stride, int padding) {
        return window(kernel, kernel) + ", stride " + stride + ", padding " + padding;
    }

    private static String window(int height, int width) {
        return height + "×" + width;
    }

    private static String both(int height, int width) {
        return height == width ? Integer.toString(height) : window(height, width);
    }

    private static String every(int strideHeight, int strideWidth) {
        return strideHeight == 1 && strideWidth == 1 ? "" : " /" + both(strideHeight, strideWidth);
    }

    private static String bias(boolean bias) {
        return bias ? "" : ", no bias";
    }

    private static String positive(String words, double value) {
        return value > 0 ? words + number(value) : "";
    }

    /** Sizes of one example: 64×32×32, 512, T×400. */
    static String sizes(Shape shape) {
        return switch (shape) {
            case Shape.Image image -> image.channels() + "×" + image.height() + "×" + image.width();
            case Shape.Features features -> Integer.toString(features.size());
            case Shape.Tokens unused -> "T";
            case Shape.Sequence sequence -> "T×" + sequence.features();
        };
    }

    /** What an input is. */
    static String kind(Shape shape) {
        return switch (shape) {
            case Shape.Image unused -> "image";
            case Shape.Features unused -> "features";
            case Shape.Tokens tokens -> "vocabulary " + count(tokens.vocabulary());
            case Shape.Sequence unused -> "sequence";
        };
    }

    static String init(Init init) {
        return switch (init) {
            case Init.Uniform uniform -> "U(±" + number(uniform.bound()) + ")";
            case Init.Normal normal -> "N(0, " + number(normal.deviation()) + "²)";
            case Init.Constant constant -> number(constant.value());
        };
    }

    /** 21,282,122. */
    static String count(long entries) {
        return String.format(Locale.ROOT, "%,d", entries);
    }

    /** Four significant digits, without trailing zeros: 0.1925, 12, 1e-5. */
    static String number(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(4)).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (rounded.signum() == 0 || exponent > -4) {
            return rounded.toPlainString();
        }
        return rounded.movePointLeft(exponent).toPlainString() + "e" + exponent;
    }
}
