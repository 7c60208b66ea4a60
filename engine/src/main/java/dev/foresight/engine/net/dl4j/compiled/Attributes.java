package dev.foresight.engine.net.dl4j.compiled;

import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_scratchpad_mode_user;

import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;

/** What all primitives have in common: scratch memory comes from the arena. */
final class Attributes {
    private Attributes() {}

    static primitive_attr plain() {
        primitive_attr attributes = new primitive_attr();
        attributes.set_scratchpad_mode(dnnl_scratchpad_mode_user);
        return attributes;
    }

    /** With a ReLU on the output where asked for. */
    static primitive_attr withRelu(boolean relu) {
        primitive_attr attributes = plain();
        if (relu) {
            post_ops operations = new post_ops();
            operations.append_eltwise(1, dnnl_eltwise_relu, 0, 0);
            attributes.set_post_ops(operations);
        }
        return attributes;
    }
}
