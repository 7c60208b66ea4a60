package dev.foresight.engine.net.dl4j.layers;

import dev.foresight.engine.net.Confusion;

/**
 * Which class was the most probable one for each target, and how many came before the right one. Classes are ranked by
 * their logits, of equal ones the lower index first.
 *
 * @param classes how many there are
 * @param first [R], the class that ranked first
 * @param ahead [R], classes that ranked before the right one
 */
public record Ranking(int classes, int[] first, int[] ahead) {
    static final Ranking NONE = new Ranking(0, new int[0], new int[0]);

    /** The class of the first largest logit, or of a NaN. */
    static int first(float[] logits, int classes) {
        int best = 0;
        for (int j = 1; j < classes; j++) {
            if (logits[j] > logits[best] || Float.isNaN(logits[j])) {
                best = j;
            }
        }
        return best;
    }

    /** Classes that rank before a class: larger logits, and equal ones of lower index. */
    static int ahead(float[] logits, int classes, int target) {
        float own = logits[target];
        int larger = 0;
        for (int j = 0; j < target; j++) {
            larger += logits[j] >= own ? 1 : 0;
        }
        for (int j = target + 1; j < classes; j++) {
            larger += logits[j] > own ? 1 : 0;
        }
        return larger;
    }

    /** Targets before which fewer than this many classes ranked. */
    public long within(int places) {
        long count = 0;
        for (int before : ahead) {
            count += before < places ? 1 : 0;
        }
        return count;
    }

    /** Which class ranked first for which; {@code targets} [R] are the right ones. */
    public Confusion confusion(int[] targets) {
        return Confusion.of(classes, targets, first);
    }
}
