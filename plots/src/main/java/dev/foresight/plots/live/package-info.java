/** Charts of runs as they train, on a JavaFX canvas. The only package of this module that knows JavaFX. */
@NullMarked
package dev.foresight.plots.live;

import org.jspecify.annotations.NullMarked;
