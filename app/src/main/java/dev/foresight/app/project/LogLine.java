package dev.foresight.app.project;

/** A line for the log: which run said it, of what kind it is, and the words. */
public record LogLine(String run, String kind, String text) {}
