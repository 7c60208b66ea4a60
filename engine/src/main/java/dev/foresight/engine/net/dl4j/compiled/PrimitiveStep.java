package dev.foresight.engine.net.dl4j.compiled;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.primitive;
import org.jspecify.annotations.Nullable;

/** A oneDNN primitive with its arguments. */
final class PrimitiveStep implements Step {
    private final Supplier<? extends primitive> factory;
    private final List<Argument> arguments;
    private @Nullable primitive compiled;
    private @Nullable IntMemoryMap map;

    /** A region in the role that a DNNL_ARG constant names. */
    record Argument(int role, Region region) {}

    /** @param factory generates the code, which takes time; called once, when the step gets ready */
    PrimitiveStep(Supplier<? extends primitive> factory, List<Argument> arguments) {
        this.factory = factory;
        this.arguments = List.copyOf(arguments);
    }

    @Override
    public List<Region> regions() {
        return arguments.stream().map(Argument::region).toList();
    }

    @Override
    public void prepare() {
        compiled = factory.get();
        IntMemoryMap roles = new IntMemoryMap();
        for (Argument argument : arguments) {
            roles.put(argument.role(), argument.region().memory());
        }
        map = roles;
    }

    @Override
    public void run(Call call) {
        Objects.requireNonNull(compiled).execute(OneDnn.stream(), map);
    }
}
