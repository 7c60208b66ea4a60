package dev.foresight.plots.style;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ColorScaleTest {
    private static final int STEPS = 40;

    @Test
    void theSequentialScaleRisesEvenlyInLightness() {
        double[] lightness = along(ColorScale.SEQUENTIAL)
                .map(color -> Oklab.of(color).lightness())
                .mapToDouble(Double::doubleValue)
                .toArray();
        double mean = (lightness[STEPS] - lightness[0]) / STEPS;
        for (int i = 1; i <= STEPS; i++) {
            // Who sees no hues still sees the order.
            assertThat(lightness[i] - lightness[i - 1]).isBetween(0.6 * mean, 1.4 * mean);
        }
    }

    @Test
    void equalStepsOfBothScalesLookAboutEquallyLarge() {
        for (ColorScale scale : List.of(ColorScale.SEQUENTIAL, ColorScale.DIVERGING)) {
            List<String> colors = along(scale).toList();
            double[] steps = IntStream.range(0, STEPS)
                    .mapToDouble(i -> Oklab.of(colors.get(i)).distance(Oklab.of(colors.get(i + 1))))
                    .toArray();
            double mean = DoubleStream.of(steps).average().orElseThrow();
            assertThat(DoubleStream.of(steps).boxed())
                    .as(scale.toString())
                    .allMatch(step -> step > 0.6 * mean && step < 1.5 * mean);
        }
    }

    @Test
    void theEndsOfTheDivergingScaleAreEquallyDarkAroundALightMiddle() {
        double orange = Oklab.of(ColorScale.DIVERGING.at(0)).lightness();
        double blue = Oklab.of(ColorScale.DIVERGING.at(1)).lightness();
        assertThat(orange).isCloseTo(blue, within(0.01));
        assertThat(Oklab.of(ColorScale.DIVERGING.at(0.5)).lightness()).isGreaterThan(0.95);
    }

    @Test
    void anyColourHasAnInkThatIsReadable() {
        for (ColorScale scale : List.of(ColorScale.SEQUENTIAL, ColorScale.DIVERGING)) {
            // WCAG 2.1, level AA.
            assertThat(along(scale)).allMatch(color -> Colors.contrast(color, Colors.inkOn(color)) >= 4.5);
        }
        assertThat(Colors.contrast("#000000", "#ffffff")).isCloseTo(21, within(1e-9));
    }

    @Test
    void theBetterEndIsBrightOrBlue() {
        AxisStyle loss = AxisStyle.metric("validation", "loss");
        ColorBar sequential = ColorBar.sequential(loss, 1, 3, true);
        assertThat(Oklab.of(sequential.color(1)).lightness())
                .isGreaterThan(Oklab.of(sequential.color(3)).lightness());
        ColorBar diverging = ColorBar.diverging(loss, 0.5, true);
        assertThat(Oklab.of(diverging.color(-0.5)).b()).as("blue").isNegative();
        assertThat(Oklab.of(diverging.color(0.5)).b()).as("orange").isPositive();
        assertThat(diverging.position(0)).isCloseTo(0.5, within(1e-12));
        assertThat(diverging.ticks().marks().stream().map(Ticks.Tick::label)).contains("0");
    }

    @Test
    void aTextThatIsNoColourIsRefused() {
        assertThatThrownBy(() -> new ColorScale(List.of("#000000", "white"))).hasMessageContaining("white");
        assertThat(new ColorScale(List.of("#000000", "#ffffff")).at(7)).isEqualTo("#ffffff");
        assertThat(Oklab.of("#2a75ba").color()).isEqualTo("#2a75ba");
    }

    private static Stream<String> along(ColorScale scale) {
        return IntStream.rangeClosed(0, STEPS).mapToObj(i -> scale.at((double) i / STEPS));
    }
}
