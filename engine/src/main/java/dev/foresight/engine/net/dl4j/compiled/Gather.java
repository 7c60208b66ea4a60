package dev.foresight.engine.net.dl4j.compiled;

import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.net.DropoutMask;
import dev.foresight.engine.net.dl4j.layers.Pass;
import java.nio.FloatBuffer;

/**
 * Row of W [V,E] for each token of the pass, in training times the token's factor from a mask [V] of {@link DropoutMask}.
 * The gradient of a row is the sum over its occurrences, in their order. Where a linear layer shares W, it has written
 * its part of the gradient before and this one is added.
 */
final class Gather {
    /** Of the gradient that a thread adds up at a time. */
    private static final int COLUMNS = 128;

    private final String name;
    private final Layer.Embedding table;
    private final Region weight;
    private final Region data;
    /** [V], or empty where nothing is dropped. */
    private final float[] factors;

    private Gather(Tape tape, String name, Layer.Embedding table) {
        this.name = name;
        this.table = table;
        weight = tape.parameters().value(name + ".weight", Layouts.plain(table.vocabulary(), table.size()));
        data = Region.inArena(Layouts.plain(tape.extent().rows(), table.size()));
        factors = new float[tape.training() && table.dropout() > 0 ? table.vocabulary() : 0];
    }

    static Value emit(Tape tape, String name, Layer.Embedding table) {
        Gather gather = new Gather(tape, name, table);
        tape.java(call -> gather.forward(call.pass()), gather.weight, gather.data);
        Value y = new Value(new long[] {tape.extent().rows(), table.size()}, gather.data, true);
        tape.onTheWayBack(y, () -> {
            Region sums = tape.parameters().gradient(name + ".weight");
            if (tape.writesFirst(name + ".weight")) {
                tape.clear(sums);
            }
            Region gradient = y.gradientNow();
            tape.java(call -> gather.backward(call.pass(), gradient.floats(), sums.floats()), gradient, sums);
        });
        return y;
    }

    private void forward(Pass pass) {
        if (factors.length > 0) {
            DropoutMask.fill(pass.seed(), name, pass.step(), table.dropout(), 0, factors, factors.length);
        }
        int[] tokens = pass.tokens();
        int size = table.size();
        pass.parallel().forEach(tokens.length, i -> {
            float[] row = pass.parallel().scratch(size);
            weight.floats().get(tokens[i] * size, row, 0, size);
            if (factors.length > 0) {
                float factor = factors[tokens[i]];
                for (int j = 0; j < size; j++) {
                    row[j] *= factor;
                }
            }
            data.floats().put(i * size, row, 0, size);
        });
    }

    /** Each thread has columns of its own, and takes all tokens in their order. */
    private void backward(Pass pass, FloatBuffer gradient, FloatBuffer sums) {
        int[] tokens = pass.tokens();
        int size = table.size();
        pass.parallel().forEach(Math.ceilDiv(size, COLUMNS), range -> {
            int first = range * COLUMNS;
            int columns = Math.min(COLUMNS, size - first);
            float[] both = pass.parallel().scratch(2 * COLUMNS);
            for (int i = 0; i < tokens.length; i++) {
                float factor = factors.length > 0 ? factors[tokens[i]] : 1;
                gradient.get(i * size + first, both, 0, columns);
                sums.get(tokens[i] * size + first, both, COLUMNS, columns);
                for (int j = 0; j < columns; j++) {
                    both[COLUMNS + j] += factor * both[j];
                }
                sums.put(tokens[i] * size + first, both, COLUMNS, columns);
            }
        });
    }
}
