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
 * The layer that DL4J ends a graph with. Targets come with the pass and losses and rankings are left there, so its output
 * says nothing. In training DL4J calls the backward pass alone.
 */
public abstract class LossLayer extends NodeLayer implements IOutputLayer {
    private @Nullable INDArray labels;

    protected LossLayer(NeuralNetConfiguration conf, Pass pass) {
        super(conf, pass);
    }

    /** An output, since DL4J wants one. */
    protected static INDArray nothing(LayerWorkspaceMgr memory) {
        INDArray output = activation(memory, 1, 1);
        output.assign(0);
        return output;
    }

    @Override
    protected abstract @Nullable INDArray backward(
            INDArray x, @Nullable INDArray outputGradient, LayerWorkspaceMgr memory);

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
