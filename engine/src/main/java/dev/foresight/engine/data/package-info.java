/**
 * Data sets, their readers, and the order in which examples are seen: a function of seed, epoch and position. Imports
 * {@code spec}, {@code random} and {@code net}'s batches.
 */
@NullMarked
package dev.foresight.engine.data;

import org.jspecify.annotations.NullMarked;
