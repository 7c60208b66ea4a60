/**
 * Networks run by DL4J. The only place that knows DL4J, ND4J and their native libraries.
 */
@NullMarked
package dev.foresight.engine.net.dl4j;

import org.jspecify.annotations.NullMarked;
