package dev.foresight.engine.net.dl4j.compiled;

import java.util.List;
import java.util.function.Consumer;

/** A step in Java, for what oneDNN has no primitive for. */
record JavaStep(List<Region> regions, Consumer<Call> body) implements Step {
    @Override
    public void prepare() {}

    @Override
    public void run(Call call) {
        body.accept(call);
    }
}
