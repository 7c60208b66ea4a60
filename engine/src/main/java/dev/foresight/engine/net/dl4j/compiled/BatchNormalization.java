package dev.foresight.engine.net.dl4j.compiled;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_backward;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_fuse_norm_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_global_stats;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_scale;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_shift;

import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.net.dl4j.compiled.PrimitiveStep.Argument;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.memory;

/**
 * Batch normalisation with the ReLU behind it where there is one. Training normalises with the batch's biased variance
 * and leaves in the gradient of the running statistics what the update has to subtract: momentum * (r - batch statistic),
 * the variance being the unbiased one; with a single value per channel it is taken as is. Evaluation reads the running
 * statistics where they lie.
 */
final class BatchNormalization {
    private final Tape tape;
    private final String name;
    private final Layer.BatchNorm norm;
    private final Value x;
    private final boolean relu;
    private final memory.desc perChannel;
    private final int flags;
    private final batch_normalization_forward.primitive_desc forward;

    private BatchNormalization(Tape tape, String name, Layer.BatchNorm norm, Value x, boolean relu) {
        this.tape = tape;
        this.name = name;
        this.norm = norm;
        this.x = x;
        this.relu = relu;
        perChannel = Layouts.plain(norm.channels());
        flags = dnnl_use_scale
                | dnnl_use_shift
                | (relu ? dnnl_fuse_norm_relu : 0)
                | (tape.training() ? 0 : dnnl_use_global_stats);
        forward = new batch_normalization_forward.primitive_desc(
                new batch_normalization_forward.desc(
                        tape.training() ? dnnl_forward_training : dnnl_forward_inference,
                        x.layout(),
                        (float) norm.epsilon(),
                        flags),
                Attributes.plain(),
                OneDnn.engine());
    }

    static Value emit(Tape tape, String name, Layer.BatchNorm norm, Value x, boolean relu) {
        return new BatchNormalization(tape, name, norm, x, relu).emit();
    }

    private Value emit() {
        Region scale = parameter("weight");
        Region shift = parameter("bias");
        Region runningMean = parameter("running_mean");
        Region runningVariance = parameter("running_var");
        Region mean = tape.training() ? Region.inArena(perChannel) : runningMean;
        Region variance = tape.training() ? Region.inArena(perChannel) : runningVariance;
        Region data = Region.inArena(x.layout());
        List<Argument> arguments = new ArrayList<>(List.of(
                new Argument(DNNL_ARG_SRC, x.data()),
                new Argument(DNNL_ARG_MEAN, mean),
                new Argument(DNNL_ARG_VARIANCE, variance),
                new Argument(DNNL_ARG_SCALE, scale),
                new Argument(DNNL_ARG_SHIFT, shift),
                new Argument(DNNL_ARG_DST, data)));
        boolean keepsSigns = relu && tape.training();
        Region signs = Region.inArena(keepsSigns ? forward.workspace_desc() : perChannel);
        if (keepsSigns) {
            arguments.add(new Argument(DNNL_ARG_WORKSPACE, signs));
        }
        tape.primitive(forward, () -> new batch_normalization_forward(forward), arguments.toArray(Argument[]::new));
        Value y = new Value(x.dims(), data, true);
        if (tape.training()) {
            gather(runningMean, mean, "running_mean", 1);
            long count = count();
            gather(runningVariance, variance, "running_var", count > 1 ? count / (count - 1.0) : 1);
            tape.onTheWayBack(y, () -> differentiate(y, mean, variance, scale, shift, signs));
        }
        return y;
    }

    /** gradient = momentum * (running - factor * batch statistic). */
    private void gather(Region running, Region batch, String tensor, double factor) {
        Region delta = tape.parameters().gradient(name + "." + tensor);
        int channels = norm.channels();
        tape.java(
                call -> {
                    FloatBuffer old = running.floats();
                    FloatBuffer now = batch.floats();
                    for (int c = 0; c < channels; c++) {
                        delta.floats().put(c, (float) (norm.momentum() * (old.get(c) - factor * now.get(c))));
                    }
                },
                running,
                batch,
                delta);
    }

    private void differentiate(Value y, Region mean, Region variance, Region scale, Region shift, Region signs) {
        var description = new batch_normalization_backward.primitive_desc(
                new batch_normalization_backward.desc(
                        dnnl_backward, x.layout(), x.layout(), (float) norm.epsilon(), flags),
                Attributes.plain(),
                OneDnn.engine(),
                forward);
        Region outputGradient = y.gradientNow();
        Region inputGradient = Tape.mayOverwriteGradient(y) ? outputGradient : Region.inArena(x.layout());
        List<Argument> arguments = new ArrayList<>(List.of(
                new Argument(DNNL_ARG_SRC, x.data()),
                new Argument(DNNL_ARG_MEAN, mean),
                new Argument(DNNL_ARG_VARIANCE, variance),
                new Argument(DNNL_ARG_DIFF_DST, outputGradient),
                new Argument(DNNL_ARG_DIFF_SRC, inputGradient),
                new Argument(DNNL_ARG_SCALE, scale),
                // oneDNN 2.5.2 computes wrong gradients without the shift, though it has no use for it.
                new Argument(DNNL_ARG_SHIFT, shift),
                new Argument(DNNL_ARG_DIFF_SCALE, tape.parameters().gradient(name + ".weight")),
                new Argument(DNNL_ARG_DIFF_SHIFT, tape.parameters().gradient(name + ".bias"))));
        if (relu) {
            arguments.add(new Argument(DNNL_ARG_WORKSPACE, signs));
        }
        tape.primitive(
                description, () -> new batch_normalization_backward(description), arguments.toArray(Argument[]::new));
        tape.contribute(x, inputGradient);
    }

    private long count() {
        long count = 1;
        for (long dim : x.dims()) {
            count *= dim;
        }
        return count / norm.channels();
    }

    private Region parameter(String tensor) {
        return tape.parameters().value(name + "." + tensor, perChannel);
    }
}
