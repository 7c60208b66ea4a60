package dev.foresight.engine.net.dl4j.layers;

import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.net.DropoutMask;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * One LSTM layer with PyTorch's semantics: (i,f,g,o) = x W_ih^T + b_ih + h U^T + b_hh, c' = sigm(f) c + sigm(i) tanh(g),
 * h' = sigm(o) tanh(c'). In evaluation U = W_hh; in training U = W_hh * mask, with one mask [4H,H] of
 * {@link DropoutMask} for the pass, so that the gradient of W_hh is that of U times the mask.
 *
 * <p>Written as one writes it down, in ND4J operations step by step, with the derivatives by hand: the reference for
 * compiled networks. Every operation makes new arrays, so it is several times slower. Their memory lies outside of Java's
 * heap, whose collector therefore sees no reason to run: matrices as large as the weights are freed at once, and for the
 * rest it is asked to.
 */
public final class NdLstmLayer extends NodeLayer {
    /** Bytes that may wait for the garbage collector. */
    private static final long GARBAGE = 1L << 29;

    /** About how many arrays [B,H] a step of time leaves behind, both ways. */
    private static final int ARRAYS_A_STEP = 40;

    private final String name;
    private final Layer.Lstm lstm;
    private final int hidden;
    private final CarriedState state;
    private final List<Step> steps = new ArrayList<>();
    private @Nullable INDArray mask;
    private long garbage;

    /** What backpropagation needs of one step, each [B,H] but the input [B,in]. */
    private record Step(
            INDArray x,
            INDArray hBefore,
            INDArray cBefore,
            INDArray i,
            INDArray f,
            INDArray g,
            INDArray o,
            INDArray tanhC,
            INDArray h,
            INDArray c) {}

    /** @param name the node's, which the mask is drawn under */
    public NdLstmLayer(NeuralNetConfiguration conf, Pass pass, String name, Layer.Lstm lstm) {
        super(conf, pass);
        this.name = name;
        this.lstm = lstm;
        hidden = lstm.hidden();
        state = new CarriedState(hidden);
    }

    /** What it carries from pass to pass. */
    public CarriedState state() {
        return state;
    }

    @Override
    protected INDArray forward(INDArray x, boolean training, LayerWorkspaceMgr memory) {
        INDArray output = activation(memory, x.size(0), hidden);
        // Kept until the way back, beyond the workspace that this call runs in.
        try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            collectGarbage(x.size(0));
            int streams = pass.streams();
            mask = training && lstm.weightDrop() > 0 ? recurrentMask() : null;
            INDArray inputMatrix = matrix(parameter(0)).transpose();
            INDArray recurrent = recurrent();
            INDArray u = recurrent.transpose();
            INDArray bias = parameter(2).array().dup();
            if (lstm.biases() == 2) {
                bias.addi(parameter(3).array());
            }
            INDArray h = carried(state.h(), streams);
            INDArray c = carried(state.c(), streams);
            for (long from = 0; from < x.size(0); from += streams) {
                INDArray now = rows(x, from, streams).dup();
                INDArray z = now.mmul(inputMatrix).addi(h.mmul(u)).addiRowVector(bias);
                INDArray i = Transforms.sigmoid(gate(z, 0));
                INDArray f = Transforms.sigmoid(gate(z, 1));
                INDArray g = Transforms.tanh(gate(z, 2));
                INDArray o = Transforms.sigmoid(gate(z, 3));
                INDArray newC = f.mul(c).addi(i.mul(g));
                INDArray tanhC = Transforms.tanh(newC);
                INDArray newH = o.mul(tanhC);
                steps.add(new Step(now, h, c, i, f, g, o, tanhC, newH, newC));
                rows(output, from, streams).assign(newH);
                h = newH;
                c = newC;
            }
            release(recurrent);
            state.ended(h.dup('c').data().asFloat(), c.dup('c').data().asFloat());
        }
        return output;
    }

    @Override
    protected INDArray backward(INDArray x, INDArray outputGradient, LayerWorkspaceMgr memory) {
        INDArray dx = inputGradient(memory, x.shape());
        try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            int streams = pass.streams();
            INDArray inputMatrix = matrix(parameter(0));
            INDArray u = recurrent();
            INDArray dInput = matrix(gradient(0)).assign(0);
            INDArray dRecurrent = matrix(gradient(1)).assign(0);
            INDArray dBias = gradient(2).array().assign(0);
            INDArray dh = Nd4j.zeros(DataType.FLOAT, streams, hidden);
            INDArray dc = Nd4j.zeros(DataType.FLOAT, streams, hidden);
            for (int t = steps.size() - 1; t >= 0; t--) {
                Step step = steps.get(t);
                dh = dh.add(rows(outputGradient, (long) t * streams, streams));
                dc = dc.add(dh.mul(step.o).muli(slopeOfTanh(step.tanhC)));
                INDArray dz = Nd4j.concat(
                        1,
                        dc.mul(step.g).muli(slopeOfSigmoid(step.i)),
                        dc.mul(step.cBefore).muli(slopeOfSigmoid(step.f)),
                        dc.mul(step.i).muli(slopeOfTanh(step.g)),
                        dh.mul(step.tanhC).muli(slopeOfSigmoid(step.o)));
                addAndClose(dInput, dz.transpose().mmul(step.x));
                addAndClose(dRecurrent, dz.transpose().mmul(step.hBefore));
                dBias.addi(dz.sum(0));
                rows(dx, (long) t * streams, streams).assign(dz.mmul(inputMatrix));
                dh = dz.mmul(u);
                dc = dc.mul(step.f);
            }
            if (mask != null) {
                dRecurrent.muli(mask);
            }
            release(u);
            if (lstm.biases() == 2) {
                gradient(3).array().assign(dBias);
            }
        }
        return dx;
    }

    private void collectGarbage(long rows) {
        steps.clear();
        if (mask != null) {
            mask.close();
        }
        garbage += Float.BYTES * rows * hidden * ARRAYS_A_STEP;
        if (garbage > GARBAGE) {
            Nd4j.getMemoryManager().invokeGc();
            garbage = 0;
        }
    }

    /** Frees U where it is a copy of W_hh. */
    private void release(INDArray u) {
        if (mask != null) {
            u.close();
        }
    }

    private static void addAndClose(INDArray sum, INDArray term) {
        sum.addi(term);
        term.close();
    }

    /** The factors of W_hh in this pass, [4H,H]. */
    private INDArray recurrentMask() {
        float[] factors = DropoutMask.draw(pass.seed(), name, pass.step(), 4 * hidden * hidden, lstm.weightDrop());
        return Nd4j.createFromArray(factors).reshape(4L * hidden, hidden);
    }

    /** U of the last pass, [4H,H]. */
    private INDArray recurrent() {
        INDArray matrix = matrix(parameter(1));
        return mask == null ? matrix : matrix.mul(mask);
    }

    /** A tensor [4H,n] of the flat vectors. */
    private INDArray matrix(Floats tensor) {
        return tensor.array().reshape('c', 4L * hidden, tensor.array().length() / (4L * hidden));
    }

    private INDArray carried(float @Nullable [] values, int streams) {
        return values == null
                ? Nd4j.zeros(DataType.FLOAT, streams, hidden)
                : Nd4j.createFromArray(values).reshape(streams, hidden);
    }

    private INDArray gate(INDArray z, int number) {
        return z.get(NDArrayIndex.all(), NDArrayIndex.interval((long) number * hidden, (long) (number + 1) * hidden))
                .dup();
    }

    private static INDArray rows(INDArray x, long from, int count) {
        return x.get(NDArrayIndex.interval(from, from + count), NDArrayIndex.all());
    }

    /** s(1-s). */
    private static INDArray slopeOfSigmoid(INDArray s) {
        return s.mul(s.rsub(1));
    }

    /** 1-y^2. */
    private static INDArray slopeOfTanh(INDArray y) {
        return y.mul(y).rsubi(1);
    }
}
