/** Random bits as functions of seeds and names. Imports the JDK and JSpecify only. */
@NullMarked
package dev.foresight.engine.random;

import org.jspecify.annotations.NullMarked;
