package dev.foresight.engine.net.dl4j.layers;

import java.nio.FloatBuffer;

/**
 * Softmax cross-entropy on logits z [R,V] with the integer targets [R] of a pass, both of the mean over the rows: loss =
 * log sum exp(z_r) - z_r[target], dz = (softmax(z) - onehot(target))/R, computed from the logits shifted by their largest.
 * The sum of the losses is left in the pass; it is NaN where a logit is NaN or infinitely large.
 */
public final class CrossEntropy {
    private CrossEntropy() {}

    /**
     * Loss and gradient of a training pass.
     *
     * @param logits [R,V]
     * @param gradient [R,V], written; may be the logits
     */
    public static void differentiate(Pass pass, FloatBuffer logits, int classes, FloatBuffer gradient) {
        int[] targets = pass.targets();
        double[] losses = new double[targets.length];
        pass.parallel().forEach(targets.length, row -> {
            float[] z = pass.parallel().scratch(classes);
            logits.get(row * classes, z, 0, classes);
            int target = targets[row];
            float ofTarget = z[target];
            float max = largest(z, classes);
            double sum = Elementary.exp(z, max, classes);
            losses[row] = Math.log(sum) + max - ofTarget;
            float scale = (float) (1 / (sum * targets.length));
            for (int j = 0; j < classes; j++) {
                z[j] *= scale;
            }
            z[target] -= 1f / targets.length;
            gradient.put(row * classes, z, 0, classes);
        });
        pass.finish(sum(losses), Ranking.NONE);
    }

    /**
     * Loss and ranking of the targets of an evaluation.
     *
     * @param logits [R,V]
     */
    public static void rank(Pass pass, FloatBuffer logits, int classes) {
        int[] targets = pass.targets();
        double[] losses = new double[targets.length];
        int[] first = new int[targets.length];
        int[] ahead = new int[targets.length];
        pass.parallel().forEach(targets.length, row -> {
            float[] z = pass.parallel().scratch(classes);
            logits.get(row * classes, z, 0, classes);
            int target = targets[row];
            float ofTarget = z[target];
            first[row] = Ranking.first(z, classes);
            ahead[row] = Ranking.ahead(z, classes, target);
            float max = z[first[row]];
            losses[row] = Math.log(Elementary.exp(z, max, classes)) + max - ofTarget;
        });
        pass.finish(sum(losses), new Ranking(classes, first, ahead));
    }

    /** The largest entry; any where one is NaN. Four chains of comparisons, which do not wait for each other. */
    private static float largest(float[] z, int length) {
        float m0 = z[0];
        float m1 = m0;
        float m2 = m0;
        float m3 = m0;
        int j = 1;
        for (; j + 3 < length; j += 4) {
            m0 = m0 < z[j] ? z[j] : m0;
            m1 = m1 < z[j + 1] ? z[j + 1] : m1;
            m2 = m2 < z[j + 2] ? z[j + 2] : m2;
            m3 = m3 < z[j + 3] ? z[j + 3] : m3;
        }
        for (; j < length; j++) {
            m0 = m0 < z[j] ? z[j] : m0;
        }
        return Math.max(Math.max(m0, m1), Math.max(m2, m3));
    }

    /** In the order of the rows, whichever thread had which. */
    private static double sum(double[] losses) {
        double sum = 0;
        for (double loss : losses) {
            sum += loss;
        }
        return sum;
    }
}
