/** Starting, stopping and listing runs, and what their workers say. */
@NullMarked
package dev.foresight.app.run;

import org.jspecify.annotations.NullMarked;
