/**
 * Layers that DL4J lacks or has in another form than the field's standard.
 */
@NullMarked
package dev.foresight.engine.net.dl4j.layers;

import org.jspecify.annotations.NullMarked;
