package dev.holdfast.worker.markdown.math;

/**
 * @param tex without its delimiters
 * @param display in a line of its own, with room for limits above and below
 */
public record Formula(String tex, boolean display) {}
