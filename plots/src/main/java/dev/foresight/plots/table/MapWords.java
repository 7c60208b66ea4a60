package dev.foresight.plots.table;

import dev.foresight.engine.stats.Power;
import dev.foresight.engine.stats.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a map says, a sentence a line; the table above them has the numbers. */
public final class MapWords {
    private static final int FEW_SEEDS = 5;

    private final RunMap map;
    private final MetricWords quality;

    private MapWords(RunMap map) {
        this.map = map;
        this.quality = new MetricWords(map.metric());
    }

    public static List<String> of(RunMap map) {
        MapWords words = new MapWords(map);
        List<String> lines = new ArrayList<>();
        lines.add(words.size());
        lines.addAll(words.best());
        lines.addAll(words.differences());
        lines.addAll(words.lost());
        if (!map.beside().isEmpty()) {
            lines.add("beside the two fields, " + String.join(", ", map.beside())
                    + " differs between cells: what looks like an effect of the two may be an effect of "
                    + (map.beside().size() == 1 ? "that" : "these"));
        }
        return lines;
    }

    /** All that is known of a cell, in a sentence. */
    public static String ofCell(RunMap map, MapCell cell) {
        return new MapWords(map).told(cell);
    }

    /** Both values of a cell, such as "horizon 2, learning rate 0.001". */
    static String place(RunMap map, FieldValue x, FieldValue y) {
        return field(map.x()) + " " + x.text() + ", " + field(map.y()) + " " + y.text();
    }

    private String place(MapCell cell) {
        return place(map, cell.x(), cell.y());
    }

    private static String field(String path) {
        String title = MapFields.title(path);
        return path.equals(MapFields.HORIZON) ? path : title.toLowerCase(Locale.ROOT);
    }

    /** Mean and deviation, such as "44.25 ± 0.85 (n 3)". */
    private String value(MapCell cell) {
        Summary measured = cell.measured();
        return measured.n() == 0
                ? "no value"
                : quality.shown(measured.mean())
                        + (Double.isNaN(measured.deviation()) ? "" : " ± " + quality.shown(measured.deviation()))
                        + " (n " + measured.n() + ")";
    }

    private String difference(MapCell cell) {
        Summary difference = cell.difference().difference();
        return quality.difference(difference.mean())
                + (Double.isNaN(difference.margin())
                        ? ""
                        : " ± " + quality.shown(difference.margin()) + " (95 % interval)");
    }

    private String told(MapCell cell) {
        StringBuilder told = new StringBuilder(place(cell)).append(": ").append(value(cell));
        if (cell.difference().pairs() > 0) {
            told.append("\ndifference to horizon 0: ").append(difference(cell));
            told.append(", ").append(pairs(cell.difference().pairs()));
            if (!Double.isNaN(cell.holm())) {
                told.append(String.format(Locale.ROOT, ", p by Holm %.4f", cell.holm()));
            }
        } else if (cell.reference()) {
            told.append("\nothers are compared with it");
        }
        cell.seeds().words().forEach(words -> told.append('\n').append(words));
        return told.toString();
    }

    private static String pairs(int pairs) {
        return pairs + (pairs == 1 ? " pair" : " pairs");
    }

    private String size() {
        int least = map.cells().stream()
                .mapToInt(cell -> cell.values().size())
                .min()
                .orElse(0);
        int most = map.cells().stream()
                .mapToInt(cell -> cell.values().size())
                .max()
                .orElse(0);
        int room = map.columns().size() * map.rows().size();
        return map.cells().size() + " of " + room + " cells have runs, "
                + (least == most ? most + (most == 1 ? " seed" : " seeds") : least + " to " + most + " seeds")
                + " with a value in each; ± is the standard deviation over seeds";
    }

    private List<String> best() {
        Optional<MapCell> best = map.best();
        if (best.isEmpty()) {
            return List.of("no cell can be called the best: each lost a seed or has none yet");
        }
        List<String> lines = new ArrayList<>();
        lines.add("best mean: " + value(best.get()) + " at " + place(best.get()));
        List<MapCell> alike = map.alike();
        long others =
                map.cells().stream().filter(cell -> !cell.values().isEmpty()).count() - 1;
        if (best.get().values().size() < 2) {
            lines.add("one seed tells nothing of chance: no cell can be told from the best");
        } else if (alike.isEmpty()) {
            lines.add("all other cells are told from it by paired t-tests, by Holm over " + others);
        } else {
            lines.add("cannot be told from it by paired t-tests, by Holm over " + others + " cells: "
                    + (alike.size() == others ? "none of the others can" : byRow(alike)));
        }
        if (best.get().values().size() < FEW_SEEDS) {
            lines.add("with fewer than " + FEW_SEEDS + " seeds little can be told apart, and the best of "
                    + map.cells().size() + " cells looks better than it is: confirm it on new seeds");
        }
        return lines;
    }

    /** Cells row by row, such as "learning rate 0.001: horizon 1, 2; learning rate 0.002: horizon 0". */
    private String byRow(List<MapCell> cells) {
        Map<FieldValue, List<MapCell>> rows = new LinkedHashMap<>();
        cells.forEach(
                cell -> rows.computeIfAbsent(cell.y(), key -> new ArrayList<>()).add(cell));
        return rows.entrySet().stream()
                .map(row -> field(map.y()) + " " + row.getKey().text() + ": " + field(map.x()) + " "
                        + row.getValue().stream().map(cell -> cell.x().text()).collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
    }

    private List<String> differences() {
        List<MapCell> compared = map.cells().stream()
                .filter(cell -> cell.difference().pairs() > 0)
                .toList();
        if (compared.isEmpty()) {
            return List.of();
        }
        long tests =
                compared.stream().filter(cell -> !Double.isNaN(cell.holm())).count();
        List<MapCell> seen = compared.stream().filter(MapCell::seen).toList();
        List<String> lines = new ArrayList<>();
        lines.add("differences to horizon 0 with all else equal: "
                + (seen.isEmpty() ? "none outlasts" : seen.size() + (seen.size() == 1 ? " outlasts" : " outlast"))
                + " the correction by Holm over " + tests + " tests at "
                + Math.round(100 * Power.ALPHA) + " %"
                + (seen.isEmpty() ? "" : ": " + byRow(seen)));
        Comparator<MapCell> gain =
                Comparator.comparingDouble(cell -> (map.metric().higherIsBetter() ? 1 : -1)
                        * cell.difference().difference().mean());
        lines.add("largest gain " + extreme(compared.stream().max(gain).orElseThrow()) + ", largest loss "
                + extreme(compared.stream().min(gain).orElseThrow()));
        return lines;
    }

    private String extreme(MapCell cell) {
        return difference(cell) + " at " + place(cell);
    }

    private List<String> lost() {
        return map.cells().stream()
                .flatMap(cell -> cell.seeds().words().stream().map(words -> place(cell) + ": " + words))
                .toList();
    }
}
