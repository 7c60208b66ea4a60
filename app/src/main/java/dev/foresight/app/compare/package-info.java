/** Curves of several runs in the same axes, and their export. */
@NullMarked
package dev.foresight.app.compare;

import org.jspecify.annotations.NullMarked;
