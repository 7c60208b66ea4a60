package dev.foresight.engine.optim;

import dev.foresight.engine.net.Segment;
import dev.foresight.engine.optim.FlatParameters.Block;
import dev.foresight.engine.optim.FlatParameters.Treatment;
import dev.foresight.engine.spec.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The trained blocks of a layer.
 *
 * @param layer its name in the graph, or {@link Quantity#ALL}
 * @param blocks their numbers, ascending
 */
record LayerBlocks(String layer, List<Integer> blocks) {
    LayerBlocks {
        blocks = List.copyOf(blocks);
    }

    /** All layers together, then each that is trained, in the order of the network. */
    static List<LayerBlocks> of(List<Segment> segments, List<Block> blocks) {
        List<Integer> all = new ArrayList<>();
        Map<String, List<Integer>> byLayer = new LinkedHashMap<>();
        int segment = 0;
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            while (block.from() >= segments.get(segment).to()) {
                segment++;
            }
            if (block.treatment() != Treatment.STATISTIC) {
                all.add(i);
                byLayer.computeIfAbsent(layer(segments.get(segment)), unseen -> new ArrayList<>())
                        .add(i);
            }
        }
        List<LayerBlocks> layers = new ArrayList<>(List.of(new LayerBlocks(Quantity.ALL, all)));
        byLayer.forEach((layer, own) -> layers.add(new LayerBlocks(layer, own)));
        return List.copyOf(layers);
    }

    /** A tensor is named after its node. */
    private static String layer(Segment segment) {
        String name = segment.tensor().name();
        int tensor = name.lastIndexOf('.');
        return tensor < 0 ? name : name.substring(0, tensor);
    }

    /** Of a value for each block of the network, in the order of the blocks. */
    double sum(double[] values) {
        double sum = 0;
        for (int block : blocks) {
            sum += values[block];
        }
        return sum;
    }
}
