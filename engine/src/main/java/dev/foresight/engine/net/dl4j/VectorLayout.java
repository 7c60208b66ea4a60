package dev.foresight.engine.net.dl4j;

import dev.foresight.engine.net.Segment;
import java.nio.FloatBuffer;
import java.util.List;

/** How the tensors of a network lie in its flat vectors. */
interface VectorLayout {
    /** Ascending, without gaps, covering the vectors. */
    List<Segment> segments();

    /** One tensor out of a flat vector, in plain order. */
    float[] toPlain(Segment segment, FloatBuffer flat);

    /** One tensor, given in plain order and with as many entries as it has, into a flat vector. */
    void fromPlain(Segment segment, float[] plain, FloatBuffer flat);
}
