package dev.foresight.engine.net.dl4j.compiled;

/** [N,C,H,W] to row-major [N,C*H*W]. */
final class Reshape {
    private Reshape() {}

    static Value flatten(Tape tape, Value x) {
        var rows = Layouts.plain(x.dims());
        long[] dims = {x.dim(0), x.dim(1) * x.dim(2) * x.dim(3)};
        Value y = new Value(dims, x.in(rows, tape).view(Layouts.plain(dims)), x.differentiable());
        tape.onTheWayBack(y, () -> tape.contribute(x, y.gradientNow().view(rows)));
        return y;
    }
}
