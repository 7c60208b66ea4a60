package dev.foresight.engine.net.dl4j.compiled;

import org.bytedeco.dnnl.memory;

/** Where the tensors of a network lie, by their names. */
interface Parameters {
    /**
     * A tensor's values.
     *
     * @param preferred the layout in which its first reader works fastest; the tensor need not have it
     */
    Region value(String tensor, memory.desc preferred);

    /** A tensor's gradient, laid out as its values. */
    Region gradient(String tensor);
}
