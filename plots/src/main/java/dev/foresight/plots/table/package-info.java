/** Runs as tidy tables, as summaries of arms and as figures. Reads run folders; no JavaFX. */
@NullMarked
package dev.foresight.plots.table;

import org.jspecify.annotations.NullMarked;
