/** The open project as the window shows it: its experiments, its runs and their growing logs. Features meet here. */
@NullMarked
package dev.foresight.app.project;

import org.jspecify.annotations.NullMarked;
