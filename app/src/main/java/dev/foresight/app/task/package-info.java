/** Background work and its way back to the view. Apart from plots.live the only package that knows the FX thread. */
@NullMarked
package dev.foresight.app.task;

import org.jspecify.annotations.NullMarked;
