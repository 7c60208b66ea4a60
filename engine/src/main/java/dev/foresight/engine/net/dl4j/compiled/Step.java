package dev.foresight.engine.net.dl4j.compiled;

import java.nio.FloatBuffer;
import java.util.List;

/** One entry of the list that a program runs. */
interface Step {
    /**
     * What a pass brings along.
     *
     * @param from what the program reads: images or features, or the gradient of the logits
     * @param to what it writes: the logits; empty on the way back
     * @param seed the run's seed, and
     * @param number of the step: dropout masks depend on both
     */
    record Call(FloatBuffer from, FloatBuffer to, long seed, long number) {}

    /** The memory it reads and writes. */
    List<Region> regions();

    /** Makes it ready to run, once all regions are bound. */
    void prepare();

    void run(Call call);
}
