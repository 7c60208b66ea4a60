package dev.foresight.engine.stats;

/**
 * How many seeds were planned and how many are there. A test keeps what it promises only where their number was decided
 * before anybody looked.
 *
 * @param planned seeds that the plan names
 * @param present those of them that have runs
 * @param added seeds with runs that the plan does not name
 * @param extendedAfterLooking whether it is known that the plan was extended after somebody had seen results
 */
public record SampleSize(int planned, int present, int added, boolean extendedAfterLooking) {
    /** A sentence such as "10 seeds planned, 10 there". */
    public String words() {
        String counted = planned + (planned == 1 ? " seed" : " seeds") + " planned, "
                + (present < planned ? "only " : "") + present + " there";
        String more = added > 0 ? ", and " + added + " beyond the plan" : "";
        if (extendedAfterLooking) {
            return counted + more
                    + "; the plan was extended after looking at results, so the probabilities below are too small";
        }
        return counted
                + more
                + (added > 0
                        ? "; if they were added after a look at results, the probabilities below are too small"
                        : "");
    }
}
