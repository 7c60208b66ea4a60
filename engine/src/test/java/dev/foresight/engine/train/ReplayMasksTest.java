package dev.foresight.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.engine.graph.Init;
import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.LayerGraph.Node;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.net.Batch;
import dev.foresight.engine.net.DropoutMask;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReplayMasksTest {
    private static final Init ZERO = new Init.Constant(0);

    /** 3 streams over 2 steps of time. */
    private final Batch batch = new Batch.Tokens(new int[6], new int[6], 2, 3);

    private final LayerGraph graph = new LayerGraph(
            "language",
            new Shape.Tokens(11),
            List.of(
                    node("embedding", new Layer.Embedding(11, 5, 0.1, ZERO), "input"),
                    node("locked", new Layer.LockedDropout(0.5), "embedding"),
                    node("open", new Layer.LockedDropout(0), "locked"),
                    node("lstm", new Layer.Lstm(5, 4, 2, 0.5, ZERO), "open"),
                    node("dropout", new Layer.Dropout(0.25), "lstm"),
                    node("output", new Layer.Linear(4, 11, true, null, ZERO, ZERO), "dropout")));

    private static Node node(String name, Layer layer, String input) {
        return new Node(name, layer, List.of(input));
    }

    @Test
    void everyLayerThatDropsHasABitForEachOfItsEntries() {
        Map<String, byte[]> bits = new ReplayMasks(graph).bits(batch, 1, 0);

        assertThat(bits.keySet()).containsExactly("embedding", "locked", "lstm", "dropout");
        assertThat(bits.get("embedding")).as("V = 11 rows").hasSize(2);
        assertThat(bits.get("locked")).as("B F = 3 * 5").hasSize(2);
        assertThat(bits.get("lstm")).as("4H H = 16 * 4").hasSize(8);
        assertThat(bits.get("dropout")).as("T B F = 2 * 3 * 4").hasSize(3);
    }

    @Test
    void aBitIsSetWhereTheEntryIsKept() {
        byte[] bits =
                Objects.requireNonNull(new ReplayMasks(graph).bits(batch, 7, 4).get("embedding"));

        float[] mask = DropoutMask.draw(7, "embedding", 4, 11, 0.1);
        for (int i = 0; i < mask.length; i++) {
            boolean set = (bits[i / 8] & (0x80 >>> (i % 8))) != 0;
            assertThat(set).as("row %d", i).isEqualTo(mask[i] > 0);
        }
    }
}
