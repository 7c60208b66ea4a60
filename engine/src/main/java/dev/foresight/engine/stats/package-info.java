/**
 * What numbers of several seeds say: intervals, paired tests, corrections for several comparisons, and how many seeds a
 * conclusion needs. Knows of no runs and no files.
 */
@NullMarked
package dev.foresight.engine.stats;

import org.jspecify.annotations.NullMarked;
