/**
 * Projects on disk, the runs that a sweep asks for in one, and the validation of a spec by everything it names.
 */
@NullMarked
package dev.foresight.engine.project;

import org.jspecify.annotations.NullMarked;
