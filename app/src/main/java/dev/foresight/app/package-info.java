/** The workbench and the command line: wires engine and plots together. Only the features below know JavaFX. */
@NullMarked
package dev.foresight.app;

import org.jspecify.annotations.NullMarked;
