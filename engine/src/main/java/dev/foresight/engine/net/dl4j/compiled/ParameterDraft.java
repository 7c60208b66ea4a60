package dev.foresight.engine.net.dl4j.compiled;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.dnnl.memory;

/** Gathers the layouts that the operations of a network prefer; its regions have no memory. */
final class ParameterDraft implements Parameters {
    private final Map<String, memory.desc> layouts = new LinkedHashMap<>();

    Map<String, memory.desc> layouts() {
        return layouts;
    }

    @Override
    public Region value(String tensor, memory.desc preferred) {
        layouts.putIfAbsent(tensor, preferred);
        return gradient(tensor);
    }

    @Override
    public Region gradient(String tensor) {
        return Region.at(Region.Home.PARAMETERS, 0, Objects.requireNonNull(layouts.get(tensor)));
    }
}
