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
    /** The layout of x; images may lie on top of each other, as statistics go over all of them. */
    private final memory.desc layout;

    private final memory.desc perChannel;
    private final Moments moments;
    private final int flags;
    /** Whether oneDNN sums the statistics of a batch: fast, and less exact than {@link Moments}. */
    private final boolean gathersItself;

    private final batch_normalization_forward.primitive_desc forward;

    private BatchNormalization(Tape tape, String name, Layer.BatchNorm norm, Value x, boolean relu) {
        this.tape = tape;
        this.name = name;
        this.norm = norm;
        this.x = x;
        this.relu = relu;
        perChannel = Layouts.plain(norm.channels());
        layout = Layouts.stacked(x.layout());
        moments = new Moments(layout, Layouts.dims(layout));
        flags = dnnl_use_scale | dnnl_use_shift | (relu ? dnnl_fuse_norm_relu : 0);
        gathersItself = tape.training() && tape.fast();
        forward = describe(gathersItself ? flags : flags | dnnl_use_global_stats);
    }

    private batch_normalization_forward.primitive_desc describe(int withFlags) {
        return new batch_normalization_forward.primitive_desc(
                new batch_normalization_forward.desc(
                        tape.training() ? dnnl_forward_training : dnnl_forward_inference,
                        layout,
                        (float) norm.epsilon(),
                        withFlags),
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
                new Argument(DNNL_ARG_SRC, x.data().stacked()),
                new Argument(DNNL_ARG_MEAN, mean),
                new Argument(DNNL_ARG_VARIANCE, variance),
                new Argument(DNNL_ARG_SCALE, scale),
                new Argument(DNNL_ARG_SHIFT, shift),
                new Argument(DNNL_ARG_DST, data.stacked())));
        boolean keepsSigns = relu && tape.training();
        Region signs = Region.inArena(keepsSigns ? forward.workspace_desc() : perChannel);
        if (keepsSigns) {
            arguments.add(new Argument(DNNL_ARG_WORKSPACE, signs));
        }
        if (tape.training() && !gathersItself) {
            gather(mean, variance);
        }
        tape.primitive(forward, () -> new batch_normalization_forward(forward), arguments.toArray(Argument[]::new));
        Value y = new Value(x.dims(), data, true);
        if (tape.training()) {
            leave(runningMean, mean, "running_mean", 1);
            leave(
                    runningVariance,
                    variance,
                    "running_var",
                    moments.count() > 1 ? moments.count() / (moments.count() - 1.0) : 1);
            tape.onTheWayBack(y, () -> differentiate(y, mean, variance, scale, shift, signs));
        }
        return y;
    }

    private void gather(Region mean, Region variance) {
        float[] means = new float[norm.channels()];
        double[] variances = new double[norm.channels()];
        tape.java(
                call -> {
                    moments.gather(x.data().floats(), tape.parallel(), means, variances);
                    for (int c = 0; c < means.length; c++) {
                        mean.floats().put(c, means[c]);
                        variance.floats().put(c, (float) variances[c]);
                    }
                },
                x.data(),
                mean,
                variance);
    }

    /** gradient = momentum * (running - factor * batch statistic). */
    private void leave(Region running, Region batch, String tensor, double factor) {
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
                new batch_normalization_backward.desc(dnnl_backward, layout, layout, (float) norm.epsilon(), flags),
                Attributes.plain(),
                OneDnn.engine(),
                // Not the forward primitive that is run: given statistics would count as constants.
                describe(flags));
        Region outputGradient = y.gradientNow();
        Region inputGradient = Tape.mayOverwriteGradient(y) ? outputGradient : Region.inArena(x.layout());
        List<Argument> arguments = new ArrayList<>(List.of(
                new Argument(DNNL_ARG_SRC, x.data().stacked()),
                new Argument(DNNL_ARG_MEAN, mean),
                new Argument(DNNL_ARG_VARIANCE, variance),
                new Argument(DNNL_ARG_DIFF_DST, outputGradient.stacked()),
                new Argument(DNNL_ARG_DIFF_SRC, inputGradient.stacked()),
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

    private Region parameter(String tensor) {
        return tape.parameters().value(name + "." + tensor, perChannel);
    }
}
