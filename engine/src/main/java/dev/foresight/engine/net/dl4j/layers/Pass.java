package dev.foresight.engine.net.dl4j.layers;

/**
 * What the layers of one network share during a pass, beside the activations. Tokens and labels travel here as integers,
 * because a float does not hold every index exactly.
 */
public final class Pass {
    private final Parallel parallel;
    private long seed;
    private long step;
    private int streams;
    private int[] tokens = {};
    private int[] targets = {};
    private double lossSum;
    private Ranking ranking = Ranking.NONE;

    public Pass(Parallel parallel) {
        this.parallel = parallel;
    }

    /**
     * Starts a pass.
     *
     * @param tokens [T,B], or empty for images
     * @param targets [T,B] or [N]
     * @param streams B; 0 for images
     */
    public void begin(long seed, long step, int[] tokens, int[] targets, int streams) {
        this.seed = seed;
        this.step = step;
        this.tokens = tokens;
        this.targets = targets;
        this.streams = streams;
        lossSum = Double.NaN;
        ranking = Ranking.NONE;
    }

    /** The threads of the network. */
    public Parallel parallel() {
        return parallel;
    }

    /** The seed of the pass. */
    public long seed() {
        return seed;
    }

    /** The step of the pass. */
    public long step() {
        return step;
    }

    /** B of the tokens; 0 for images. */
    public int streams() {
        return streams;
    }

    /** [T,B], or empty for images; not to be written. */
    public int[] tokens() {
        return tokens;
    }

    int[] targets() {
        return targets;
    }

    void finish(double sumOfLosses, Ranking ofTargets) {
        lossSum = sumOfLosses;
        ranking = ofTargets;
    }

    /** Sum of the cross-entropies of the pass that ended. */
    public double lossSum() {
        return lossSum;
    }

    /** Where the targets ranked in the pass that ended, if it was an evaluation. */
    public Ranking ranking() {
        return ranking;
    }
}
