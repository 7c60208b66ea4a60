/**
 * Networks compiled into one list of oneDNN calls, forward and backward, which runs as a single DL4J layer.
 * {@code GraphCompiler} walks the layer graph, one class an operation emits its steps into a {@code Tape}, and a {@code
 * Program} runs them; parameters lie in oneDNN's own layouts ({@code ParameterLayout}). Imports {@code graph}, {@code net},
 * {@code net.dl4j.layers}, DL4J and oneDNN.
 */
@NullMarked
package dev.foresight.engine.net.dl4j.compiled;

import org.jspecify.annotations.NullMarked;
