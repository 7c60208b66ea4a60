/** The window: menu, tool bar, tool windows, status bar, themes and shortcuts. The only package that knows all features. */
@NullMarked
package dev.foresight.app.shell;

import org.jspecify.annotations.NullMarked;
