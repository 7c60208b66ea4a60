package dev.foresight.plots.network;

import dev.foresight.engine.graph.Layer;

/**
 * The looks of a drawing. It brings its own ground, so it is readable on any page; viewers that can tell show the dark
 * colours where a dark page is wanted.
 */
final class DrawingStyle {
    static final double TEXT = 12;
    static final double SMALL = 10;

    private DrawingStyle() {}

    static final String CSS = """
            text { font-family: system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; fill: #1f2328; }
            .title { font-size: 17px; font-weight: 600; }
            .head, .small { font-size: 10px; fill: #59636e; }
            .name { font-size: 12px; font-weight: 600; }
            .layer { font-size: 12px; }
            .value { font-size: 12px; }
            .head, .small, .layer { text-anchor: middle; }
            .start { text-anchor: start; }
            .end { text-anchor: end; }
            .times { font-size: 12px; font-weight: 600; fill: #ffffff; text-anchor: middle; }
            .badge { fill: #59636e; }
            .ground { fill: #ffffff; }
            .part, .behind { fill: #f6f8fa; stroke: #d1d9e0; }
            .way { fill: none; stroke: #818b98; stroke-width: 1.3; }
            .tip { fill: #818b98; }
            .conv { fill: #ddf4ff; stroke: #54aeff; }
            .pool { fill: #dafbe1; stroke: #4ac26b; }
            .linear { fill: #fbefff; stroke: #c297ff; }
            .memory { fill: #fff1e5; stroke: #fb8f44; }
            .join { fill: #fff8c5; stroke: #d4a72c; }
            .other { fill: #ffffff; stroke: #afb8c1; }
            @media (prefers-color-scheme: dark) {
            text { fill: #f0f6fc; }
            .head, .small { fill: #b7bdc8; }
            .times { fill: #0d1117; }
            .badge { fill: #b7bdc8; }
            .ground { fill: #0d1117; }
            .part, .behind { fill: #151b23; stroke: #3d444d; }
            .way { stroke: #9198a1; }
            .tip { fill: #9198a1; }
            .conv { fill: #0c2d6b; stroke: #388bfd; }
            .pool { fill: #033a16; stroke: #2ea043; }
            .linear { fill: #3c1e70; stroke: #a371f7; }
            .memory { fill: #5a1e02; stroke: #db6d28; }
            .join { fill: #4b2900; stroke: #bb8009; }
            .other { fill: #212830; stroke: #656c76; }
            }
            """;

    /** The class of a layer's box. */
    static String of(Layer layer) {
        return switch (layer) {
            case Layer.Conv unused -> "conv";
            case Layer.MaxPool unused -> "pool";
            case Layer.AveragePool unused -> "pool";
            case Layer.GlobalAveragePool unused -> "pool";
            case Layer.Linear unused -> "linear";
            case Layer.Embedding unused -> "memory";
            case Layer.Lstm unused -> "memory";
            case Layer.Add unused -> "join";
            case Layer.Concat unused -> "join";
            case Layer.BatchNorm unused -> "other";
            case Layer.Relu unused -> "other";
            case Layer.Tanh unused -> "other";
            case Layer.Flatten unused -> "other";
            case Layer.Dropout unused -> "other";
            case Layer.LockedDropout unused -> "other";
            case Layer.ActivationPenalty unused -> "other";
        };
    }

    /** About how wide a text is; drawn with whatever font the viewer has. */
    static double width(String text, double size) {
        return Math.ceil(text.length() * size * 0.56);
    }
}
