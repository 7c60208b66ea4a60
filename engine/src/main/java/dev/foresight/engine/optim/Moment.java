package dev.foresight.engine.optim;

/**
 * What an update rule remembers of each trained weight, as a flat vector in the order of the network's, such as m. The
 * entries of statistics are none of its.
 */
public interface Moment {
    /** A short word that names it in files. */
    String name();

    /** Copies the entries of a whole segment, the first of which has this index. */
    void get(int from, float[] entries);

    /** Puts entries in the place of those that are there. */
    void put(int from, float[] entries);
}
