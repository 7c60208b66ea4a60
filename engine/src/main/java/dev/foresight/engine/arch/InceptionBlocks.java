package dev.foresight.engine.arch;

import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.spec.Values;

/**
 * The blocks of Inception-V3, each appended to a chain: branches that read the same image and whose channels are put one
 * after the other. A convolution is followed by batch normalisation and ReLU. The letters are those of PyTorch's
 * torchvision: A has 5x5, C factorised 7x7, E branches that split again; B and D halve the image.
 */
final class InceptionBlocks {
    private final Chain net;
    private final Values values;

    InceptionBlocks(Chain net, Values values) {
        this.net = net;
        this.values = values;
    }

    void stem() {
        same(net, "stem", "1", 32, 3, 3);
        same(net, "stem", "2", 32, 3, 3);
        same(net, "stem", "3", 64, 3, 3);
        same(net, "stem", "4", 80, 1, 1);
        ConvUnit.of3x3(net, "stem", "5", scaled(192), 1, 0);
    }

    void a(String block, int pooled) {
        Chain one = one(block + "-1x1", 64);
        Chain five = one(block + "-5x5", 48);
        same(five, block + "-5x5", "2", 64, 5, 5);
        Chain three = one(block + "-double3x3", 64);
        same(three, block + "-double3x3", "2", 96, 3, 3);
        same(three, block + "-double3x3", "3", 96, 3, 3);
        net.concat(block + "-concat", one, five, three, pool(block, pooled));
    }

    void b(String block) {
        Chain three = half(net.branch(), block + "-3x3", "1", 384);
        Chain twice = one(block + "-double3x3", 64);
        same(twice, block + "-double3x3", "2", 96, 3, 3);
        half(twice, block + "-double3x3", "3", 96);
        net.concat(block + "-concat", three, twice, largest(block));
    }

    void c(String block, int inner) {
        Chain one = one(block + "-1x1", 192);
        Chain seven = one(block + "-7x7", inner);
        same(seven, block + "-7x7", "2", inner, 1, 7);
        same(seven, block + "-7x7", "3", 192, 7, 1);
        Chain twice = one(block + "-double7x7", inner);
        same(twice, block + "-double7x7", "2", inner, 7, 1);
        same(twice, block + "-double7x7", "3", inner, 1, 7);
        same(twice, block + "-double7x7", "4", inner, 7, 1);
        same(twice, block + "-double7x7", "5", 192, 1, 7);
        net.concat(block + "-concat", one, seven, twice, pool(block, 192));
    }

    void d(String block) {
        Chain three = half(one(block + "-3x3", 192), block + "-3x3", "2", 320);
        Chain seven = one(block + "-7x7", 192);
        same(seven, block + "-7x7", "2", 192, 1, 7);
        same(seven, block + "-7x7", "3", 192, 7, 1);
        half(seven, block + "-7x7", "4", 192);
        net.concat(block + "-concat", three, seven, largest(block));
    }

    void e(String block) {
        Chain one = one(block + "-1x1", 320);
        Chain wide = one(block + "-3x3", 384);
        Chain high = split(wide, block + "-3x3", "2");
        Chain twiceWide = one(block + "-double3x3", 448);
        same(twiceWide, block + "-double3x3", "2", 384, 3, 3);
        Chain twiceHigh = split(twiceWide, block + "-double3x3", "3");
        net.concat(block + "-concat", one, wide, high, twiceWide, twiceHigh, pool(block, 192));
    }

    /** A branch that starts with a 1x1 convolution. */
    private Chain one(String branch, int out) {
        return same(net.branch(), branch, "1", out, 1, 1);
    }

    /** Goes on with a 1x3 convolution and returns a branch with a 3x1 convolution. */
    private Chain split(Chain wide, String branch, String number) {
        Chain high = wide.branch();
        same(wide, branch, number + "a", 384, 1, 3);
        return same(high, branch, number + "b", 384, 3, 1);
    }

    /** The average of 3x3 positions, then a 1x1 convolution. */
    private Chain pool(String block, int out) {
        Chain branch = net.branch().then(block + "-pool-average", new Layer.AveragePool(3, 1, 1));
        return same(branch, block + "-pool", "1", out, 1, 1);
    }

    /** The largest of 3x3 positions, at every second one. */
    private Chain largest(String block) {
        return net.branch().then(block + "-pool-max", new Layer.MaxPool(3, 2, 0));
    }

    private Chain same(Chain chain, String branch, String number, int out, int height, int width) {
        return ConvUnit.same(chain, branch, number, scaled(out), height, width);
    }

    private Chain half(Chain chain, String branch, String number, int out) {
        return ConvUnit.of3x3(chain, branch, number, scaled(out), 2, 0);
    }

    private int scaled(int full) {
        return Width.scaled(full, values);
    }
}
