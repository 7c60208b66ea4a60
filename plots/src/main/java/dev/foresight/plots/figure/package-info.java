/** Figures for papers and slides as SVG, PDF and PNG. Knows style and series; no JavaFX. */
@NullMarked
package dev.foresight.plots.figure;

import org.jspecify.annotations.NullMarked;
