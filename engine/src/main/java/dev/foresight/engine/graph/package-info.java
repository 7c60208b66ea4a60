/**
 * A neutral description of a network: layers as records, the shapes that flow between them, their parameters. Imports
 * {@code spec} and {@code random} only (its JSON form also Jackson); how a network is executed is the business of {@code net}.
 */
@NullMarked
package dev.foresight.engine.graph;

import org.jspecify.annotations.NullMarked;
