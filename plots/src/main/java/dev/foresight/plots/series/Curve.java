package dev.foresight.plots.series;

import dev.foresight.plots.style.CurveStyle;

/**
 * A curve of a chart.
 *
 * @param label name in the legend; curves with the same label, such as the seeds of an arm, share one entry
 * @param points its points
 * @param style its colour and dashes
 */
public record Curve(String label, SeriesBuffer points, CurveStyle style) {}
