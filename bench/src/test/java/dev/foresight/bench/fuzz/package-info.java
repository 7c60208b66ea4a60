/**
 * Runs the fuzz targets: classes that end in Fuzz beside the parser they try, in the parser's package so that they reach
 * what is not public. A target takes bytes, feeds them to a parser and throws when the parser breaks a promise.
 */
@NullMarked
package dev.foresight.bench.fuzz;

import org.jspecify.annotations.NullMarked;
