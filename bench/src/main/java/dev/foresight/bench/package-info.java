/** Benchmarks of the parts that a step or a frame waits for. May know engine, plots and app; nothing knows it. */
@NullMarked
package dev.foresight.bench;

import org.jspecify.annotations.NullMarked;
