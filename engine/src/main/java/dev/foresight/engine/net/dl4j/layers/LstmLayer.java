package dev.foresight.engine.net.dl4j.layers;

import java.util.function.IntConsumer;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One LSTM layer with PyTorch's semantics: (i,f,g,o) = x W_ih^T + b_ih + h W_hh^T + b_hh, c' = sigm(f) c + sigm(i)
 * tanh(g), h' = sigm(o) tanh(c').
 *
 * <p>A pass starts from the carried state and backpropagation stops there. The state after the pass becomes the carried
 * one by {@link #carry}, so a failed pass leaves it as it was. One product serves the inputs of all time steps, and one
 * each the gradients of W_ih, W_hh and x.
 */
public final class LstmLayer extends NodeLayer {
    /** Below this many cells in a time step, sharing the work out costs more than it saves. */
    private static final int CELLS_WORTH_THREADS = 16384;

    private final int in;
    private final int hidden;
    private final int biases;
    private @Nullable LstmTape tape;
    private float @Nullable [] h;
    private float @Nullable [] c;

    public LstmLayer(NeuralNetConfiguration conf, Pass pass, int in, int hidden, int biases) {
        super(conf, pass);
        this.in = in;
        this.hidden = hidden;
        this.biases = biases;
    }

    public int hidden() {
        return hidden;
    }

    /** The carried h [B,H], or null where it is zero. */
    public float @Nullable [] h() {
        return h == null ? null : h.clone();
    }

    /** The carried c [B,H], or null where it is zero. */
    public float @Nullable [] c() {
        return c == null ? null : c.clone();
    }

    /** Continues from this state; null stands for zeros. */
    public void state(float @Nullable [] newH, float @Nullable [] newC) {
        h = newH == null ? null : newH.clone();
        c = newC == null ? null : newC.clone();
    }

    /**
     * Checks that the carried state belongs to this many streams.
     *
     * @throws IllegalArgumentException when it does not
     */
    public void checkState(int streams) {
        if (h != null && h.length != streams * hidden || c != null && c.length != streams * hidden) {
            throw new IllegalArgumentException("Batch: found " + streams
                    + " streams, but the carried state of an LSTM layer of size " + hidden + " has "
                    + (h == null ? 0 : h.length) + " entries; set the state to zero before changing the batch size");
        }
    }

    /** Makes the state at the end of the last pass the carried one. */
    public void carry() {
        if (tape != null) {
            h = tape.lastHidden();
            c = tape.lastCell();
        }
    }

    @Override
    protected INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr memory) {
        int streams = pass.streams();
        int time = (int) x.size(0) / streams;
        LstmTape run = tape(time, streams);
        run.start(h, c);
        Gemm.timesTransposed(
                time * streams,
                4 * hidden,
                in,
                Floats.of(x).pointer(),
                parameter(0).pointer(),
                0,
                run.gates.pointer());
        float[] bias = bias();
        for (int t = 0; t < time; t++) {
            FloatPointer gates = run.gates.from((long) t * streams * 4 * hidden);
            FloatPointer before = run.states.from((long) t * streams * hidden);
            Gemm.timesTransposed(
                    streams, 4 * hidden, hidden, before, parameter(1).pointer(), 1, gates);
            int step = t;
            forStreams(streams, stream -> run.cell(step, stream, bias));
        }
        INDArray output = activation(memory, x.size(0), hidden);
        Floats.of(output).buffer().put(0, run.states.buffer(), streams * hidden, time * streams * hidden);
        return output;
    }

    @Override
    protected INDArray backward(INDArray x, INDArray outputGradient, LayerWorkspaceMgr memory) {
        int streams = pass.streams();
        int time = (int) x.size(0) / streams;
        LstmTape run = tape(time, streams);
        run.startBackward(Floats.of(outputGradient));
        for (int t = time - 1; t >= 0; t--) {
            if (t < time - 1) {
                FloatPointer later = run.gateGradients.from((long) (t + 1) * streams * 4 * hidden);
                FloatPointer here = run.stateGradients.from((long) t * streams * hidden);
                Gemm.product(streams, hidden, 4 * hidden, later, parameter(1).pointer(), 1, here);
            }
            int step = t;
            forStreams(streams, stream -> run.cellBackward(step, stream));
        }
        int rows = time * streams;
        FloatPointer gates = run.gateGradients.pointer();
        Gemm.transposedTimes(
                4 * hidden,
                in,
                rows,
                gates,
                Floats.of(x).pointer(),
                0,
                gradient(0).pointer());
        Gemm.transposedTimes(
                4 * hidden,
                hidden,
                rows,
                gates,
                run.states.pointer(),
                0,
                gradient(1).pointer());
        LinearLayer.sumRows(pass.parallel(), run.gateGradients, rows, 4 * hidden, gradient(2));
        if (biases == 2) {
            gradient(3).buffer().put(0, gradient(2).buffer(), 0, 4 * hidden);
        }
        INDArray dx = inputGradient(memory, rows, in);
        Gemm.product(
                rows,
                in,
                4 * hidden,
                gates,
                parameter(0).pointer(),
                0,
                Floats.of(dx).pointer());
        return dx;
    }

    private void forStreams(int streams, IntConsumer body) {
        if (streams * hidden < CELLS_WORTH_THREADS) {
            for (int stream = 0; stream < streams; stream++) {
                body.accept(stream);
            }
        } else {
            pass.parallel().forEach(streams, body);
        }
    }

    private float[] bias() {
        float[] sum = parameter(2).toArray();
        if (biases == 2) {
            float[] second = parameter(3).toArray();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += second[i];
            }
        }
        return sum;
    }

    private LstmTape tape(int time, int streams) {
        if (tape == null || !tape.fits(time, streams)) {
            close();
            tape = new LstmTape(time, streams, hidden);
        }
        return tape;
    }

    @Override
    public void close() {
        if (tape != null) {
            tape.close();
            tape = null;
        }
    }
}
