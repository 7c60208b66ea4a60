/**
 * A run on disk: its folder, logs, events, provenance, control and outcome. Knows nothing of training.
 */
@NullMarked
package dev.foresight.engine.run;

import org.jspecify.annotations.NullMarked;
