package dev.foresight.engine.net.dl4j.compiled;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/** The steps of a network for one batch size, in training or evaluation, ready to run. */
final class Program implements AutoCloseable {
    private final List<Step> forward;
    private final List<Step> backward;
    private final Set<Region> regions;
    private final Homes homes;
    private final long arenaBytes;
    /** Holds every native object of the program. */
    private final PointerScope scope;
    /** What {@link Homes#moves} was when the regions were bound. */
    private int boundAt;

    private Program(Tape tape, Homes homes, PointerScope scope) {
        this.forward = List.copyOf(tape.forwardSteps());
        this.backward = List.copyOf(tape.backwardSteps());
        this.homes = homes;
        this.scope = scope;
        regions = tape.regions();
        int number = 0;
        for (List<Step> steps : List.of(forward, backward)) {
            for (Step step : steps) {
                for (Region region : step.regions()) {
                    region.usedAt(number);
                }
                number++;
            }
        }
        arenaBytes = ArenaPlan.place(regions);
        bind();
        forward.forEach(Step::prepare);
        backward.forEach(Step::prepare);
    }

    /**
     * Makes a program of what {@code emission} puts on the tape.
     *
     * @param emission is free to make native objects: they are freed with the program
     */
    static Program compile(Tape tape, Consumer<Tape> emission, Homes homes) {
        PointerScope scope = new PointerScope();
        @Nullable Program program = null;
        try {
            emission.accept(tape);
            program = new Program(tape, homes, scope);
            return program;
        } finally {
            if (program != null) {
                // Closes the scope for new objects, but keeps those in it.
                scope.extend();
            }
            scope.close();
        }
    }

    private void bind() {
        homes.reserve(arenaBytes);
        regions.forEach(region -> region.bind(homes));
        boundAt = homes.moves();
    }

    void forward(Step.Call call) {
        if (boundAt != homes.moves()) {
            bind();
        }
        forward.forEach(step -> step.run(call));
    }

    /** Directly after {@link #forward}, whose activations it reads. */
    void backward(Step.Call call) {
        backward.forEach(step -> step.run(call));
    }

    /** Bytes of the arena that it needs. */
    long arenaBytes() {
        return arenaBytes;
    }

    @Override
    public void close() {
        scope.close();
    }
}
