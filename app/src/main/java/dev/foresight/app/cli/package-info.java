/** The command line. Shares the project folder and the worker processes with the window, and never loads JavaFX. */
@NullMarked
package dev.foresight.app.cli;

import org.jspecify.annotations.NullMarked;
