package dev.foresight.engine.graph;

/** A layer graph that cannot be: which node, what was found there, what was expected. */
public final class GraphException extends RuntimeException {
    private final String node;

    public GraphException(String node, String found, String expected) {
        super("node \"" + node + "\": found " + found + "; expected " + expected);
        this.node = node;
    }

    /** The node at fault, or the graph's name when no single node is. */
    public String node() {
        return node;
    }
}
