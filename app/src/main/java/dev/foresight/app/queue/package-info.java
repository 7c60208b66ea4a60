/** What works and what waits, in which order, and how many runs at a time. */
@NullMarked
package dev.foresight.app.queue;

import org.jspecify.annotations.NullMarked;
