/**
 * A queue of runs, each executed by a process of its own. Imports {@code run} and {@code spec}; the command that starts
 * a worker is handed in.
 */
@NullMarked
package dev.foresight.engine.queue;

import org.jspecify.annotations.NullMarked;
