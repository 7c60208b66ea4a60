/** Series of numbers as they grow, smoothed and reduced for drawing. Knows style only. */
@NullMarked
package dev.foresight.plots.series;

import org.jspecify.annotations.NullMarked;
