package dev.foresight.plots.style;

/** A horizontal line at a known value, such as the best possible perplexity, with its name. */
public record ReferenceLine(String label, double value) {}
