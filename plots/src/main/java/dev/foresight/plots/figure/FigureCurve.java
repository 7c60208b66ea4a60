package dev.foresight.plots.figure;

import dev.foresight.plots.series.Curve;

/**
 * A curve of a figure.
 *
 * @param faint drawn thin and pale, without a name of its own: a raw curve behind its mean
 */
public record FigureCurve(Curve curve, boolean faint) {}
