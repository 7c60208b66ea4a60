/** Opens, checks and briefly runs every sample project. */
@NullMarked
package dev.foresight.samples;

import org.jspecify.annotations.NullMarked;
