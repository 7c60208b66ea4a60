/** A newer libtorch as a peer of the speed comparison. Knows nothing of Foresight and is no part of its build. */
@NullMarked
package dev.foresight.bench.libtorch;

import org.jspecify.annotations.NullMarked;
