/**
 * A network as the optimizer sees it: flat parameters in, mean gradient out. Imports {@code spec},
 * {@code graph} and {@code random}.
 */
@NullMarked
package dev.foresight.engine.net;

import org.jspecify.annotations.NullMarked;
