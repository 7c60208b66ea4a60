package dev.foresight.engine.net.dl4j.compiled;

import dev.foresight.engine.net.dl4j.layers.Pass;
import java.nio.FloatBuffer;
import java.util.List;

/** One entry of the list that a program runs. */
interface Step {
    /**
     * What a pass brings along.
     *
     * @param from what the program reads: images or features, nothing for tokens, or the gradient of the logits
     * @param to what it writes: the logits; empty on the way back
     * @param pass has the tokens, and the seed and step that dropout masks depend on
     */
    record Call(FloatBuffer from, FloatBuffer to, Pass pass) {}

    /** The memory it reads and writes. */
    List<Region> regions();

    /** Makes it ready to run, once all regions are bound. */
    void prepare();

    void run(Call call);
}
