/** Sweeps: one experiment with some of its values varied, as experiments and arms, and halving. Imports {@code run} and {@code spec}. */
@NullMarked
package dev.foresight.engine.sweep;

import org.jspecify.annotations.NullMarked;
