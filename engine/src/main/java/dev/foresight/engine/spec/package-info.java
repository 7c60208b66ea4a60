/**
 * What a user asks for: experiments, arms, parameters and what is wrong with them. Plain data; imports the JDK and
 * JSpecify only, apart from {@code SpecJson}, which also knows Jackson.
 */
@NullMarked
package dev.foresight.engine.spec;

import org.jspecify.annotations.NullMarked;
