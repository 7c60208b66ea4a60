package dev.foresight.engine.net.dl4j.compiled;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import dev.foresight.engine.net.dl4j.compiled.PrimitiveStep.Argument;
import dev.foresight.engine.net.dl4j.layers.CarriedState;
import dev.foresight.engine.net.dl4j.layers.Parallel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.dnnl.reorder;

/**
 * Where operations emit their steps. Forward steps are emitted as the graph is walked; what an operation does on the way
 * back it leaves with {@link #onTheWayBack}, and {@link #goBack} has that emitted from the last operation to the first.
 */
final class Tape {
    private final Extent extent;
    private final boolean training;
    private final boolean fast;
    private final Parallel parallel;
    private final Parameters parameters;
    private final Map<String, CarriedState> states;
    private final Set<String> written = new HashSet<>();
    private final List<Step> forward = new ArrayList<>();
    private final List<Step> backward = new ArrayList<>();
    private final List<Runnable> reversed = new ArrayList<>();
    private List<Step> target = forward;

    /**
     * An empty tape.
     *
     * @param fast whether speed goes before rounding: Winograd's convolutions, oneDNN's own sums of statistics
     * @param states of the recurrent layers, by their names
     * @param parallel for steps in Java
     */
    Tape(
            Extent extent,
            boolean training,
            boolean fast,
            Parameters parameters,
            Map<String, CarriedState> states,
            Parallel parallel) {
        this.extent = extent;
        this.parallel = parallel;
        this.training = training;
        this.fast = fast;
        this.parameters = parameters;
        this.states = states;
    }

    Extent extent() {
        return extent;
    }

    boolean training() {
        return training;
    }

    boolean fast() {
        return fast;
    }

    /** For steps in Java. */
    Parallel parallel() {
        return parallel;
    }

    Parameters parameters() {
        return parameters;
    }

    CarriedState state(String layer) {
        return Objects.requireNonNull(states.get(layer), layer);
    }

    /** Whether no step before writes the gradient of this tensor: one that two layers share gets their sum. */
    boolean writesFirst(String tensor) {
        return written.add(tensor);
    }

    List<Step> forwardSteps() {
        return forward;
    }

    List<Step> backwardSteps() {
        return backward;
    }

    /** All regions that steps use, and those that these are views of, in the order of their first use. */
    Set<Region> regions() {
        Set<Region> regions = new LinkedHashSet<>();
        for (List<Step> steps : List.of(forward, backward)) {
            for (Step step : steps) {
                for (Region region : step.regions()) {
                    regions.add(region.root());
                    regions.add(region);
                }
            }
        }
        return regions;
    }

    // ---- steps

    /** Emits a primitive; its scratch memory, if it wants any, is the arena's. */
    void primitive(primitive_desc_base description, Supplier<? extends primitive> factory, Argument... arguments) {
        List<Argument> all = new ArrayList<>(List.of(arguments));
        memory.desc scratch = description.scratchpad_desc();
        if (scratch.get_size() > 0) {
            all.add(new Argument(DNNL_ARG_SCRATCHPAD, Region.inArena(scratch)));
        }
        target.add(new PrimitiveStep(factory, all));
    }

    void java(Consumer<Step.Call> body, Region... regions) {
        target.add(new JavaStep(List.of(regions), body));
    }

    /** Makes regions zero. */
    void clear(Region... regions) {
        java(
                call -> {
                    for (Region region : regions) {
                        region.clear();
                    }
                },
                regions);
    }

    /** A copy of a region in another layout. */
    Region reordered(Region from, memory.desc layout) {
        Region to = Region.inArena(layout);
        copy(from, to);
        return to;
    }

    /** Copies entries between regions of the same dimensions. */
    void copy(Region from, Region to) {
        memory.desc source = Layouts.pieces(from.layout());
        memory.desc target = Layouts.pieces(to.layout());
        if (source != null
                && target != null
                && source.data().dims().get(1) == target.data().dims().get(1)) {
            reorder(from.view(source), to.view(target));
        } else {
            reorder(from, to);
        }
    }

    private void reorder(Region from, Region to) {
        var description = new reorder.primitive_desc(
                OneDnn.engine(), from.layout(), OneDnn.engine(), to.layout(), Attributes.plain(), false);
        primitive(
                description,
                () -> new reorder(description),
                new Argument(DNNL_ARG_FROM, from),
                new Argument(DNNL_ARG_TO, to));
    }

    /** The region itself where it has this layout, else a copy. */
    Region in(Region region, memory.desc layout) {
        return region.layout().equals(layout) ? region : reordered(region, layout);
    }

    // ---- the way back

    /**
     * Leaves what an operation does on the way back.
     *
     * @param output what it has made; skipped where nobody has used that
     */
    void onTheWayBack(Value output, Runnable emission) {
        if (training) {
            reversed.add(() -> {
                if (output.gradient() != null) {
                    emission.run();
                    output.releaseGradient();
                }
            });
        }
    }

    /** From here on steps are backward ones. */
    void turnBack() {
        target = backward;
    }

    /** Emits what the operations have left, from the last to the first. */
    void goBack() {
        for (int i = reversed.size() - 1; i >= 0; i--) {
            reversed.get(i).run();
        }
    }

    /**
     * Whether an operation may overwrite the gradient of its output with that of its input: nobody else has the same
     * region as gradient.
     */
    static boolean mayOverwriteGradient(Value output) {
        return output.gradientNow().owners() == 1;
    }

    /** Adds a contribution to the gradient of a value. The region may be somebody's gradient too. */
    void contribute(Value value, Region contribution) {
        if (!value.differentiable()) {
            return;
        }
        Region more = in(contribution, value.layout());
        Region sofar = value.gradient();
        if (sofar == null) {
            value.gradient(more);
            return;
        }
        Region sum;
        if (sofar.owners() == 1) {
            sum = sofar;
        } else if (more.owners() == 0) {
            sum = more;
        } else {
            sum = Region.inArena(value.layout());
        }
        add(
                sum == more ? more.stacked() : sofar.stacked(),
                sum == more ? sofar.stacked() : more.stacked(),
                sum.stacked());
        if (sum != sofar) {
            value.gradient(sum);
        }
    }

    /** sum = a + b; the sum may be a. */
    void add(Region a, Region b, Region sum) {
        var description = new binary.primitive_desc(
                new binary.desc(org.bytedeco.dnnl.global.dnnl.dnnl_binary_add, a.layout(), b.layout(), sum.layout()),
                Attributes.plain(),
                OneDnn.engine());
        primitive(
                description,
                () -> new binary(description),
                new Argument(DNNL_ARG_SRC_0, a),
                new Argument(DNNL_ARG_SRC_1, b),
                new Argument(DNNL_ARG_DST, sum));
    }
}
