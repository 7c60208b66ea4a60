/** What a newcomer sees first: the sample project and how to open or make one. */
@NullMarked
package dev.foresight.app.welcome;

import org.jspecify.annotations.NullMarked;
