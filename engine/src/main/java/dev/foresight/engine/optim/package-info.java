/**
 * Update rules with weight prediction over flat parameter vectors. Imports {@code spec} and {@code net}.
 */
@NullMarked
package dev.foresight.engine.optim;

import org.jspecify.annotations.NullMarked;
