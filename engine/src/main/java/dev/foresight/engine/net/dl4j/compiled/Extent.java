package dev.foresight.engine.net.dl4j.compiled;

/**
 * How much a program computes at once.
 *
 * @param time T of the tokens; 1 for images and features
 * @param streams B of the tokens, or how many images
 */
record Extent(int time, int streams) {
    /** T*B: sequences are rows, time-major. */
    int rows() {
        return time * streams;
    }
}
