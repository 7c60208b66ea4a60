/**
 * The training loop, evaluation, and the execution of one run in its folder.
 */
@NullMarked
package dev.foresight.engine.train;

import org.jspecify.annotations.NullMarked;
