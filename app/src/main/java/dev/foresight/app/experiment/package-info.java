/** Editing an experiment: a form over an immutable spec, validated after each change. */
@NullMarked
package dev.foresight.app.experiment;

import org.jspecify.annotations.NullMarked;
