/** Benchmarks of the parts that a step or a frame waits for. May know engine and plots; nothing knows it. */
@NullMarked
package dev.foresight.bench;

import org.jspecify.annotations.NullMarked;
