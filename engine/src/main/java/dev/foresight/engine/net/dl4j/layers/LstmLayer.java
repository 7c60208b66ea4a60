package dev.foresight.engine.net.dl4j.layers;

import dev.foresight.engine.graph.Layer;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * {@link RecurrentLayer} made for speed: one product serves the inputs of all time steps, and one each the gradients of
 * W_ih, U and x.
 */
public final class LstmLayer extends RecurrentLayer {
    /** Below this many cells in a time step, sharing the work out costs more than it saves. */
    private static final int CELLS_WORTH_THREADS = 16384;

    private final int in;
    private final int hidden;
    private @Nullable LstmTape tape;
    /** W_hh * mask, [4H,H], where weights are ever dropped. */
    private @Nullable Floats dropped;
    /** The factors of W_hh in the last pass; empty when none was dropped. */
    private float[] mask = {};

    public LstmLayer(NeuralNetConfiguration conf, Pass pass, String name, Layer.Lstm lstm) {
        super(conf, pass, name, lstm);
        in = lstm.in();
        hidden = lstm.hidden();
    }

    @Override
    public void carry() {
        if (tape != null) {
            state(tape.lastHidden(), tape.lastCell());
        }
    }

    @Override
    protected INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr memory) {
        int streams = pass.streams();
        int time = (int) x.size(0) / streams;
        LstmTape run = tape(time, streams);
        run.start(h(), c());
        mask = drops(training) ? recurrentMask() : new float[0];
        if (mask.length > 0) {
            dropped = dropped == null ? Floats.allocate(4L * hidden, hidden) : dropped;
            multiplyByMask(parameter(1), dropped);
        }
        FloatPointer u = recurrent().pointer();
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
            Gemm.timesTransposed(streams, 4 * hidden, hidden, before, u, 1, gates);
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
        LstmTape run = Objects.requireNonNull(tape);
        run.startBackward(Floats.of(outputGradient));
        FloatPointer u = recurrent().pointer();
        for (int t = time - 1; t >= 0; t--) {
            if (t < time - 1) {
                FloatPointer later = run.gateGradients.from((long) (t + 1) * streams * 4 * hidden);
                FloatPointer here = run.stateGradients.from((long) t * streams * hidden);
                Gemm.product(streams, hidden, 4 * hidden, later, u, 1, here);
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
        if (mask.length > 0) {
            multiplyByMask(gradient(1), gradient(1));
        }
        LinearLayer.sumRows(pass.parallel(), run.gateGradients, rows, 4 * hidden, gradient(2));
        if (lstm.biases() == 2) {
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

    /** U of the last pass. */
    private Floats recurrent() {
        return mask.length > 0 && dropped != null ? dropped : parameter(1);
    }

    private void multiplyByMask(Floats from, Floats to) {
        pass.parallel().forEach(4 * hidden, row -> {
            float[] values = pass.parallel().scratch(hidden);
            int at = row * hidden;
            from.buffer().get(at, values, 0, hidden);
            for (int j = 0; j < hidden; j++) {
                values[j] *= mask[at + j];
            }
            to.buffer().put(at, values, 0, hidden);
        });
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
        if (lstm.biases() == 2) {
            float[] second = parameter(3).toArray();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += second[i];
            }
        }
        return sum;
    }

    /** A tape is used again for passes that are no longer: lengths may vary from step to step. */
    private LstmTape tape(int time, int streams) {
        if (tape == null || !tape.fits(time, streams)) {
            if (tape != null) {
                tape.close();
            }
            tape = new LstmTape(time, streams, hidden);
        }
        tape.time(time);
        return tape;
    }

    @Override
    public void close() {
        if (tape != null) {
            tape.close();
            tape = null;
        }
        if (dropped != null) {
            dropped.close();
            dropped = null;
        }
    }
}
