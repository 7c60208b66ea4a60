/** Sweeps in the window: what one asks for, what of it is there, and the form that makes or changes one. */
@NullMarked
package dev.foresight.app.sweep;

import org.jspecify.annotations.NullMarked;
