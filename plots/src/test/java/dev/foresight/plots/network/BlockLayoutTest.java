package dev.foresight.plots.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BlockLayoutTest {
    private static BlockLayout layout(String network, String part) {
        return new BlockLayout(Outline.of(OutlineTest.graph(network)).stream()
                .filter(candidate -> candidate.name().equals(part))
                .findFirst()
                .orElseThrow());
    }

    private static List<String> places(BlockLayout layout) {
        return layout.places().stream()
                .map(place -> LayerWords.brief(place.unit().main().layer()) + " @" + place.column() + "," + place.top()
                        + (place.top() == place.bottom() ? "" : "-" + place.bottom()))
                .toList();
    }

    @Test
    void theIdentityGoesAroundInALaneOfItsOwn() {
        BlockLayout block = layout("resnet34", "layer2-block2–4");

        assertThat(places(block)).containsExactly("3×3 conv 128 @0,0", "3×3 conv 128 @1,0", "add @2,0-1");
        assertThat(block.ways()).contains(new BlockLayout.Way(BlockLayout.ENTRY, 2, 1));
        assertThat(block.bare(1)).isTrue();
        assertThat(block.bare(0)).isFalse();
    }

    @Test
    void branchesThatSplitAgainStandBesideEachOther() {
        assertThat(places(layout("inception-v3", "e1–2")))
                .containsExactly(
                        "1×1 conv 320 @0,0",
                        "1×1 conv 384 @0,1",
                        "1×3 conv 384 @1,1",
                        "3×1 conv 384 @1,2",
                        "1×1 conv 448 @0,3",
                        "3×3 conv 384 @1,3",
                        "1×3 conv 384 @2,3",
                        "3×1 conv 384 @2,4",
                        "avg pool 3×3 @0,5",
                        "1×1 conv 192 @1,5",
                        "concat @3,0-5");
    }
}
