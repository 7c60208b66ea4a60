/** Networks on paper: a layer graph as a drawing and as a page of documentation. No JavaFX. */
@NullMarked
package dev.foresight.plots.network;

import org.jspecify.annotations.NullMarked;
