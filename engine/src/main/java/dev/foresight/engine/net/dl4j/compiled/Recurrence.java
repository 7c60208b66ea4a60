package dev.foresight.engine.net.dl4j.compiled;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST_ITER_C;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC_ITER_C;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_ITER_C;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER_C;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_backward;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_unidirectional_left2right;

import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.net.dl4j.compiled.PrimitiveStep.Argument;
import dev.foresight.engine.net.dl4j.layers.CarriedState;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.lstm_backward;
import org.bytedeco.dnnl.lstm_forward;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/**
 * One LSTM layer by oneDNN's primitive: (i,f,g,o) = x W_ih^T + h U^T + b, c' = sigm(f) c + sigm(i) tanh(g),
 * h' = sigm(o) tanh(c'), from the carried state on. b is b_ih, or b_ih + b_hh, which then have the same gradient. In
 * evaluation U = W_hh; in training U = W_hh * mask, so that the gradient of W_hh is that of U times the mask.
 *
 * <p>oneDNN reads [1,1,in,4,H] ("ldigo") on the way on, wants it transposed ("ldgoi", which is PyTorch's order) on the
 * way back, and gives gradients as ldigo, in which the parameters lie therefore. It adds to gradients of parameters.
 */
final class Recurrence {
    private final Tape tape;
    private final String name;
    private final Layer.Lstm lstm;
    private final CarriedState state;
    private final Value x;
    /** [T,B,in] and [T,B,H]. */
    private final memory.desc inputs;

    private final memory.desc outputs;
    /** [1,1,B,H]. */
    private final memory.desc states;
    /** [1,1,4,H]. */
    private final memory.desc biases;

    private final Region inputMatrix;
    private final Region recurrentMatrix;
    private final @Nullable Region mask;
    private final lstm_forward.primitive_desc forward;

    private Recurrence(Tape tape, String name, Layer.Lstm lstm, Value x) {
        this.tape = tape;
        this.name = name;
        this.lstm = lstm;
        this.x = x;
        state = tape.state(name);
        long time = tape.extent().time();
        long streams = tape.extent().streams();
        long hidden = lstm.hidden();
        inputs = Layouts.plain(time, streams, lstm.in());
        outputs = Layouts.plain(time, streams, hidden);
        states = Layouts.plain(1, 1, streams, hidden);
        biases = Layouts.plain(1, 1, 4, hidden);
        inputMatrix = tape.parameters().value(name + ".weight_ih", Layouts.plain(1, 1, lstm.in(), 4, hidden));
        recurrentMatrix = tape.parameters().value(name + ".weight_hh", Layouts.plain(1, 1, hidden, 4, hidden));
        mask = tape.training() && lstm.weightDrop() > 0 ? mask() : null;
        forward = new lstm_forward.primitive_desc(
                new lstm_forward.desc(
                        tape.training() ? dnnl_forward_training : dnnl_forward_inference,
                        dnnl_unidirectional_left2right,
                        inputs,
                        states,
                        states,
                        inputMatrix.layout(),
                        recurrentMatrix.layout(),
                        biases,
                        outputs,
                        states,
                        states),
                Attributes.plain(),
                OneDnn.engine());
    }

    static Value emit(Tape tape, String name, Layer.Lstm lstm, Value x) {
        return new Recurrence(tape, name, lstm, x).emit();
    }

    private Value emit() {
        Region u = dropped();
        Region h = Region.inArena(states);
        Region c = Region.inArena(states);
        tape.java(
                call -> {
                    start(state.h(), h.floats());
                    start(state.c(), c.floats());
                },
                h,
                c);
        Region endH = Region.inArena(states);
        Region endC = Region.inArena(states);
        Region data = Region.inArena(Layouts.plain(tape.extent().rows(), lstm.hidden()));
        List<Argument> both = new ArrayList<>(List.of(
                new Argument(
                        DNNL_ARG_SRC_LAYER, x.in(Layouts.plain(x.dims()), tape).view(inputs)),
                new Argument(DNNL_ARG_SRC_ITER, h),
                new Argument(DNNL_ARG_SRC_ITER_C, c),
                new Argument(DNNL_ARG_BIAS, bias().view(biases)),
                new Argument(DNNL_ARG_DST_LAYER, data.view(outputs)),
                new Argument(DNNL_ARG_DST_ITER, endH),
                new Argument(DNNL_ARG_DST_ITER_C, endC)));
        if (tape.training()) {
            both.add(new Argument(DNNL_ARG_WORKSPACE, Region.inArena(forward.workspace_desc())));
        }
        List<Argument> arguments = new ArrayList<>(both);
        arguments.add(new Argument(DNNL_ARG_WEIGHTS_LAYER, inputMatrix));
        arguments.add(new Argument(DNNL_ARG_WEIGHTS_ITER, u));
        tape.primitive(forward, () -> new lstm_forward(forward), arguments.toArray(Argument[]::new));
        tape.java(call -> state.ended(copy(endH.floats()), copy(endC.floats())), endH, endC);
        Value y = new Value(new long[] {tape.extent().rows(), lstm.hidden()}, data, true);
        tape.onTheWayBack(y, () -> differentiate(y, u, both));
        return y;
    }

    private void differentiate(Value y, Region u, List<Argument> both) {
        memory.desc inputTransposed = Layouts.gatesFirst(1, 1, lstm.in(), 4, lstm.hidden());
        memory.desc recurrentTransposed = Layouts.gatesFirst(1, 1, lstm.hidden(), 4, lstm.hidden());
        var description = new lstm_backward.primitive_desc(
                new lstm_backward.desc(
                        dnnl_backward,
                        dnnl_unidirectional_left2right,
                        inputs,
                        states,
                        states,
                        inputTransposed,
                        recurrentTransposed,
                        biases,
                        outputs,
                        states,
                        states,
                        inputs,
                        states,
                        states,
                        inputMatrix.layout(),
                        recurrentMatrix.layout(),
                        biases,
                        outputs,
                        states,
                        states),
                Attributes.plain(),
                OneDnn.engine(),
                forward);
        Region ofInputMatrix = tape.parameters().gradient(name + ".weight_ih");
        Region ofRecurrentMatrix = tape.parameters().gradient(name + ".weight_hh");
        Region ofBias = tape.parameters().gradient(name + ".bias_ih");
        Region ofU = mask == null ? ofRecurrentMatrix : Region.inArena(u.layout());
        // Nothing after the last step has a say, and what is before the first one is not trained.
        Region none = Region.inArena(states);
        Region inputGradient = Region.inArena(Layouts.plain(x.dims()));
        tape.clear(ofInputMatrix, ofU, ofBias, none);
        List<Argument> arguments = new ArrayList<>(both);
        arguments.addAll(List.of(
                new Argument(DNNL_ARG_WEIGHTS_LAYER, tape.in(inputMatrix, inputTransposed)),
                new Argument(DNNL_ARG_WEIGHTS_ITER, tape.in(u, recurrentTransposed)),
                new Argument(DNNL_ARG_DIFF_DST_LAYER, y.gradientNow().view(outputs)),
                new Argument(DNNL_ARG_DIFF_DST_ITER, none),
                new Argument(DNNL_ARG_DIFF_DST_ITER_C, none),
                new Argument(DNNL_ARG_DIFF_SRC_LAYER, inputGradient.view(inputs)),
                new Argument(DNNL_ARG_DIFF_SRC_ITER, Region.inArena(states)),
                new Argument(DNNL_ARG_DIFF_SRC_ITER_C, Region.inArena(states)),
                new Argument(DNNL_ARG_DIFF_WEIGHTS_LAYER, ofInputMatrix),
                new Argument(DNNL_ARG_DIFF_WEIGHTS_ITER, ofU),
                new Argument(DNNL_ARG_DIFF_BIAS, ofBias.view(biases))));
        tape.primitive(description, () -> new lstm_backward(description), arguments.toArray(Argument[]::new));
        if (mask != null) {
            Mask.multiply(tape, ofU, mask, ofRecurrentMatrix);
        }
        if (lstm.biases() == 2) {
            tape.copy(ofBias, tape.parameters().gradient(name + ".bias_hh"));
        }
        tape.contribute(x, inputGradient);
    }

    /** The factors of W_hh. */
    private Region mask() {
        int hidden = lstm.hidden();
        Region plain = Region.inArena(Layouts.gatesFirst(1, 1, hidden, 4, hidden));
        tape.java(call -> Mask.draw(call.pass(), name, lstm.weightDrop(), plain.floats()), plain);
        return tape.in(plain, recurrentMatrix.layout());
    }

    /** U. */
    private Region dropped() {
        if (mask == null) {
            return recurrentMatrix;
        }
        Region u = Region.inArena(recurrentMatrix.layout());
        Mask.multiply(tape, recurrentMatrix, mask, u);
        return u;
    }

    /** b, [4H]. */
    private Region bias() {
        memory.desc layout = Layouts.plain(4L * lstm.hidden());
        Region first = tape.parameters().value(name + ".bias_ih", layout);
        if (lstm.biases() == 1) {
            return first;
        }
        Region sum = Region.inArena(layout);
        tape.add(first, tape.parameters().value(name + ".bias_hh", layout), sum);
        return sum;
    }

    private static void start(float @Nullable [] carried, FloatBuffer to) {
        to.put(0, carried == null ? new float[to.limit()] : carried);
    }

    private static float[] copy(FloatBuffer from) {
        float[] copy = new float[from.limit()];
        from.get(0, copy);
        return copy;
    }
}
