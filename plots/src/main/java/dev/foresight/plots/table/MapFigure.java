package dev.foresight.plots.table;

import dev.foresight.plots.figure.HeatMapSpec;
import dev.foresight.plots.series.HeatCell;
import dev.foresight.plots.series.HeatMap;
import dev.foresight.plots.style.AxisStyle;
import dev.foresight.plots.style.ColorBar;
import dev.foresight.plots.style.Scale;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** A map of runs as a heat map: its means, or their differences to the cells without prediction. */
public final class MapFigure {
    /** What the colours tell. */
    public enum Shown {
        VALUES,
        DIFFERENCES
    }

    /** Values over more than this ratio are coloured by their logarithms: one that blew up hides all others. */
    private static final double RATIO_FOR_LOG = 10;

    private static final int LONGEST_TITLE = 80;
    private static final String SEEN = "*";
    private static final String LOST = "×";

    private final RunMap map;
    private final boolean differences;
    private final int usual;
    private final int decimals;

    private MapFigure(RunMap map, Shown shown) {
        this.map = map;
        this.differences = shown == Shown.DIFFERENCES;
        this.usual = usual();
        this.decimals = decimals();
    }

    /** As a figure as wide as a column of a paper. */
    public static HeatMapSpec of(RunMap map, Shown shown) {
        MapFigure figure = new MapFigure(map, shown);
        String names = String.join(", ", map.experiments());
        return HeatMapSpec.ofColumnWidth(
                names.length() > LONGEST_TITLE ? map.experiments().size() + " experiments" : names,
                figure.subtitle(),
                "runs " + String.join(", ", map.runs()),
                heatMap(map, shown));
    }

    /**
     * What a chart draws.
     *
     * @throws TableException where differences are asked for and there are none
     */
    public static HeatMap heatMap(RunMap map, Shown shown) {
        return new MapFigure(map, shown).heatMap();
    }

    private HeatMap heatMap() {
        if (differences && !map.withoutDifferences().isEmpty()) {
            throw new TableException(map.withoutDifferences());
        }
        // As on an axis, numbers rise from the bottom; names are read from the top.
        boolean upwards = map.rows().stream().allMatch(FieldValue::isNumber);
        List<FieldValue> rows = upwards ? map.rows().reversed() : map.rows();
        List<List<HeatCell>> cells = rows.stream()
                .map(row -> map.columns().stream()
                        .map(column -> map.at(column, row)
                                .map(this::cell)
                                .orElseGet(() -> HeatCell.absent(MapWords.place(map, column, row) + ": no runs")))
                        .toList())
                .toList();
        return new HeatMap(
                MapFields.title(map.x()),
                MapFields.title(map.y()),
                map.columns().stream().map(FieldValue::text).toList(),
                rows.stream().map(FieldValue::text).toList(),
                cells,
                bar(),
                legend());
    }

    private HeatCell cell(MapCell cell) {
        double value = value(cell);
        int lost = cell.seeds().diverged().size();
        int n = cell.values().size();
        String text = Double.isNaN(value) ? n == 0 && lost > 0 ? LOST : "" : number(value) + (cell.seen() ? SEEN : "");
        String note = n == 0 && lost > 0
                ? ""
                : (lost > 0 ? LOST + lost : "")
                        + (n == usual || n + lost == usual ? "" : (lost > 0 ? " " : "") + "n " + n);
        return new HeatCell(true, value, text, note, isBest(cell), MapWords.ofCell(map, cell));
    }

    private boolean isBest(MapCell cell) {
        return map.best().filter(cell::equals).isPresent();
    }

    private double value(MapCell cell) {
        return !differences
                ? cell.measured().mean()
                : cell.reference() && !cell.values().isEmpty()
                        ? 0
                        : cell.difference().difference().mean();
    }

    private DoubleStream values() {
        return map.cells().stream().mapToDouble(this::value).filter(Double::isFinite);
    }

    private ColorBar bar() {
        boolean lowerIsBetter = !map.metric().higherIsBetter();
        AxisStyle axis = AxisStyle.metric(RunFigure.VALIDATION, map.metric().id());
        if (differences) {
            AxisStyle difference = new AxisStyle(
                    "Difference to s = 0" + (map.metric().fraction() ? " (points)" : ""), axis.numbers(), Scale.LINEAR);
            return ColorBar.diverging(difference, values().map(Math::abs).max().orElse(0), lowerIsBetter);
        }
        double low = values().min().orElse(0);
        double high = values().max().orElse(1);
        boolean log = low > 0 && high > RATIO_FOR_LOG * low;
        return ColorBar.sequential(axis.with(log ? Scale.LOG : Scale.LINEAR), low, high, lowerIsBetter);
    }

    private String subtitle() {
        AxisStyle axis = AxisStyle.metric(RunFigure.VALIDATION, map.metric().id());
        String measure = map.measure().words();
        return (differences ? axis.title() + ", " : "") + measure
                + (measure.startsWith("at") ? "" : " value") + ", mean of " + usual
                + (usual == 1 ? " seed" : " seeds")
                + (map.cells().stream().allMatch(cell -> cell.values().size() == usual) ? "" : " where not noted");
    }

    private List<String> legend() {
        List<String> legend = new ArrayList<>();
        if (map.best().isPresent()) {
            legend.add("frame: best mean");
        }
        long tests =
                map.cells().stream().filter(cell -> !Double.isNaN(cell.holm())).count();
        if (map.cells().stream().anyMatch(MapCell::seen)) {
            legend.add(SEEN + " difference to s = 0 seen, 5 % by Holm over " + tests);
        } else if (differences && tests > 0) {
            legend.add("no difference is seen at 5 % by Holm over " + tests);
        }
        if (map.cells().stream().anyMatch(cell -> !cell.seeds().diverged().isEmpty())) {
            legend.add(LOST + " diverged, with how many of the seeds");
        }
        if (map.cells().size() < map.columns().size() * map.rows().size()) {
            legend.add("hatched: no runs");
        }
        return legend;
    }

    /** How many seeds most cells have. */
    private int usual() {
        Map<Integer, Long> counts = map.cells().stream()
                .map(cell -> cell.values().size())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return counts.entrySet().stream()
                .max(Map.Entry.<Integer, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .map(Map.Entry::getKey)
                .orElse(0);
    }

    /** As many as the standard error of a usual cell leaves a meaning to. */
    private int decimals() {
        double[] errors = map.cells().stream()
                .map(cell -> differences ? cell.difference().difference() : cell.measured())
                .mapToDouble(summary -> summary.deviation() / Math.sqrt(summary.n()))
                .filter(error -> error > 0)
                .sorted()
                .toArray();
        int most = map.metric().fraction() ? 2 : 4;
        if (errors.length == 0) {
            return most == 2 ? 2 : 3;
        }
        double usualError = errors[errors.length / 2] * (map.metric().fraction() ? 100 : 1);
        return Math.clamp((long) Math.ceil(-Math.log10(usualError)), 0, most);
    }

    private String number(double value) {
        double shown = map.metric().fraction() ? 100 * value : value;
        String form = String.format(Locale.ROOT, "%." + decimals + "f", shown);
        boolean zero = form.chars().allMatch(c -> c == '0' || c == '.' || c == '-');
        String unsigned = form.startsWith("-") ? form.substring(1) : form;
        return !differences ? form : zero ? unsigned : (shown < 0 ? "−" : "+") + unsigned;
    }
}
