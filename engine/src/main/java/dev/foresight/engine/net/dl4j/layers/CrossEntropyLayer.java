package dev.foresight.engine.net.dl4j.layers;

import java.util.List;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Softmax cross-entropy on logits [R,V] with integer targets [R]: loss = mean over r of log sum exp(z_r) - z_r[target],
 * dz = (softmax(z) - onehot(target))/R, both from one pass over the logits shifted by their largest.
 */
public final class CrossEntropyLayer extends NodeLayer implements IOutputLayer {
    private @Nullable INDArray labels;

    public CrossEntropyLayer(NeuralNetConfiguration conf, Pass pass) {
        super(conf, pass);
    }

    /** Leaves the sum of losses and the ranking of the targets in the pass; the output itself is empty of meaning. */
    @Override
    protected INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr memory) {
        score(x, null);
        INDArray output = activation(memory, 1, 1);
        output.assign(0);
        return output;
    }

    @Override
    protected INDArray backward(INDArray x, @Nullable INDArray outputGradient, LayerWorkspaceMgr memory) {
        INDArray dx = inputGradient(memory, x.shape());
        score(x, Floats.of(dx));
        return dx;
    }

    private void score(INDArray x, @Nullable Floats dx) {
        int[] targets = pass.targets();
        int classes = (int) x.size(1);
        double[] losses = new double[targets.length];
        // A ranking is a pass over the logits that training would pay for nothing.
        boolean ranked = dx == null;
        int[] first = new int[ranked ? targets.length : 0];
        int[] ahead = new int[first.length];
        Floats logits = Floats.of(x);
        pass.parallel().forEach(targets.length, row -> {
            float[] z = pass.parallel().scratch(classes);
            logits.buffer().get(row * classes, z, 0, classes);
            int best = largest(z, classes);
            float max = z[best];
            int target = targets[row];
            if (ranked) {
                first[row] = best;
                ahead[row] = Ranking.ahead(z, classes, target);
            }
            float ofTarget = z[target];
            Elementary.exp(z, max, classes);
            double sum = Elementary.sum(z, 0, classes);
            losses[row] = Math.log(sum) + max - ofTarget;
            if (dx != null) {
                float scale = (float) (1 / (sum * targets.length));
                for (int j = 0; j < classes; j++) {
                    z[j] *= scale;
                }
                z[target] -= 1f / targets.length;
                dx.buffer().put(row * classes, z, 0, classes);
            }
        });
        double sum = 0;
        for (double loss : losses) {
            sum += loss;
        }
        pass.finish(sum, ranked ? new Ranking(classes, first, ahead) : Ranking.NONE);
    }

    /** Index of the first largest entry, or of a NaN. */
    private static int largest(float[] z, int length) {
        int best = 0;
        for (int j = 1; j < length; j++) {
            if (z[j] > z[best] || Float.isNaN(z[j])) {
                best = j;
            }
        }
        return best;
    }

    @Override
    public double computeScore(double regularization, boolean training, LayerWorkspaceMgr memory) {
        return pass.lossSum() / pass.targets().length;
    }

    @Override
    public boolean needsLabels() {
        return true;
    }

    @Override
    public void setLabels(INDArray labels) {
        this.labels = labels;
    }

    @Override
    public @Nullable INDArray getLabels() {
        return labels;
    }

    @Override
    public INDArray computeScoreForExamples(double regularization, LayerWorkspaceMgr memory) {
        throw notOurs();
    }

    @Override
    public double f1Score(DataSet data) {
        throw notOurs();
    }

    @Override
    public double f1Score(INDArray examples, INDArray labels) {
        throw notOurs();
    }

    @Override
    public int numLabels() {
        throw notOurs();
    }

    @Override
    public void fit(DataSetIterator data) {
        throw notOurs();
    }

    @Override
    public int[] predict(INDArray examples) {
        throw notOurs();
    }

    @Override
    public List<String> predict(DataSet data) {
        throw notOurs();
    }

    @Override
    public void fit(INDArray examples, INDArray labels) {
        throw notOurs();
    }

    @Override
    public void fit(DataSet data) {
        throw notOurs();
    }

    @Override
    public void fit(INDArray examples, int[] labels) {
        throw notOurs();
    }

    private static UnsupportedOperationException notOurs() {
        return new UnsupportedOperationException("networks are trained and evaluated through Network only");
    }
}
