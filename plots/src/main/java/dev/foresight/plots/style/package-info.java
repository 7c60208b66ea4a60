/** What live charts and figures share: colours, dashes, ticks, axis titles. Imports the JDK only. */
@NullMarked
package dev.foresight.plots.style;

import org.jspecify.annotations.NullMarked;
