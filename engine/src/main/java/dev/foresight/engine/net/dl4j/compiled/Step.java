package dev.foresight.engine.net.dl4j.compiled;

import dev.foresight.engine.net.dl4j.layers.Pass;
import java.nio.FloatBuffer;
import java.util.List;

/** One entry of the list that a program runs. */
interface Step {
    /**
     * What a pass brings along.
     *
     * @param input images or features; nothing of use for tokens
     * @param pass has the tokens and targets, and the seed and step that dropout masks depend on; gets loss and ranking
     */
    record Call(FloatBuffer input, Pass pass) {}

    /** The memory it reads and writes. */
    List<Region> regions();

    /** Makes it ready to run, once all regions are bound. */
    void prepare();

    void run(Call call);
}
