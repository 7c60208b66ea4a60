/**
 * Architectures: one file each, from declared parameters to a layer graph. Imports {@code spec} and {@code graph}.
 */
@NullMarked
package dev.foresight.engine.arch;

import org.jspecify.annotations.NullMarked;
