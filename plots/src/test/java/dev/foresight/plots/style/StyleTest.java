package dev.foresight.plots.style;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class StyleTest {
    private static final CurveStyle STYLE = CurveStyle.arm("#7a869a", 0);

    @Test
    void armsDifferInDashesToo() {
        assertThat(CurveStyle.arm("#7a869a", 0).dash()).isEmpty();
        assertThat(CurveStyle.arm("#7a869a", 1).dash())
                .isNotEmpty()
                .isNotEqualTo(CurveStyle.arm("#7a869a", 2).dash());
        assertThat(CurveStyle.arm("#7a869a", 1).dash(2.0)).containsExactly(8, 4);
    }

    @Test
    void coloursAreBrighterOnADarkGround() {
        assertThat(STYLE.color(true)).isEqualTo("#8b97ab");
        assertThat(CurveStyle.arm("#000000", 0).color(true)).isEqualTo("#474747");
    }

    @Test
    void wrongColourIsNamed() {
        assertThatThrownBy(() -> CurveStyle.arm("red", 0))
                .hasMessageContaining("red")
                .hasMessageContaining("#rrggbb");
    }

    @Test
    void namesDoNotCoverEachOther() {
        List<EndLabels.Name> placed =
                EndLabels.place(List.of(name(10, 0), name(11, 0), name(12, 0), name(99, 0), name(11, 500)), 14, 0, 100);
        assertThat(placed).allMatch(name -> name.y() >= 7 && name.y() <= 93);
        List<Double> column = placed.stream()
                .filter(name -> name.x() == 0)
                .map(EndLabels.Name::y)
                .toList();
        for (int i = 1; i < column.size(); i++) {
            assertThat(column.get(i) - column.get(i - 1)).isGreaterThanOrEqualTo(14);
        }
        assertThat(placed).anyMatch(name -> name.x() == 500 && name.y() == 11);
    }

    @Test
    void formulasAreDisarmed() {
        for (String formula : List.of("=1+1", "+1", "-1", "@SUM(A1)", "\t=1")) {
            assertThat(CsvText.disarmed(formula)).isEqualTo("'" + formula);
        }
        assertThat(CsvText.cell("a,\"b\"")).isEqualTo("\"a,\"\"b\"\"\"");
        assertThat(CsvText.cell("AdamW")).isEqualTo("AdamW");
    }

    private static EndLabels.Name name(double y, double x) {
        return new EndLabels.Name("name", STYLE, x, y, 40);
    }
}
