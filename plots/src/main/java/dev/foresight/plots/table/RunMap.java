package dev.foresight.plots.table;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.spec.Metric;
import dev.foresight.engine.stats.Holm;
import dev.foresight.engine.stats.Power;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A measure of runs over two fields of their specs, whichever experiments and arms they belong to. What varies beside the
 * two within a cell is refused, never averaged.
 *
 * @param x path of the field of the columns
 * @param y path of the field of the rows
 * @param measure never {@link Measure.EqualSeconds}, which has become the seconds it stands for
 * @param columns values of x, ascending
 * @param rows values of y, ascending
 * @param cells those that have runs, row by row
 * @param withoutDifferences why no cell is compared with the one without prediction; empty where cells are
 * @param beside fields that differ between cells though not within them
 * @param experiments names of the experiments in the cells, in the order of the runs
 * @param runs names of the runs in the cells, sorted
 */
public record RunMap(
        String x,
        String y,
        Metric metric,
        Measure measure,
        List<FieldValue> columns,
        List<FieldValue> rows,
        List<MapCell> cells,
        String withoutDifferences,
        List<String> beside,
        List<String> experiments,
        List<String> runs) {
    public RunMap {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        cells = List.copyOf(cells);
        beside = List.copyOf(beside);
        experiments = List.copyOf(experiments);
        runs = List.copyOf(runs);
    }

    /** @throws TableException when the runs make no map */
    public static RunMap of(List<RunDirectory> directories, MapQuestion question) {
        List<ComparedRun> all = ComparedRun.newest(directories);
        if (all.isEmpty()) {
            throw new TableException("a map needs runs, and there are none");
        }
        MapFields ofAll =
                MapFields.of(all.stream().map(run -> run.data().spec()).toList());
        Map<String, String> where = new TreeMap<>();
        question.where().forEach((field, value) -> where.put(ofAll.resolve(field), value));
        List<ComparedRun> chosen = IntStream.range(0, all.size())
                .filter(run -> where.entrySet().stream()
                        .allMatch(one -> ofAll.value(run, one.getKey()).equals(FieldValue.parse(one.getValue()))))
                .mapToObj(all::get)
                .toList();
        if (chosen.isEmpty()) {
            throw new TableException("no run has " + where(where) + "; found are " + found(ofAll, where.keySet()));
        }
        return new MapRuns(chosen, ofAll.resolve(question.x()), ofAll.resolve(question.y())).map(question.question());
    }

    /** The cell with these values, where it has runs. */
    public Optional<MapCell> at(FieldValue column, FieldValue row) {
        return cells.stream()
                .filter(cell -> cell.x().equals(column) && cell.y().equals(row))
                .findFirst();
    }

    /** The cell with the best mean among those that lost no seed: what is left of a cell that did flatters it. */
    public Optional<MapCell> best() {
        int most = cells.stream().mapToInt(cell -> cell.values().size()).max().orElse(0);
        return cells.stream()
                .filter(cell -> cell.seeds().diverged().isEmpty())
                .filter(cell -> most > 0 && cell.values().size() == most)
                .reduce((one, other) ->
                        metric.better(other.measured().mean(), one.measured().mean()) ? other : one);
    }

    /** The cells with values that no paired t-test tells from the best, by Holm over all of them. */
    public List<MapCell> alike() {
        Optional<MapCell> best = best();
        List<MapCell> others = cells.stream()
                .filter(cell -> !cell.values().isEmpty() && best.isPresent() && cell != best.get())
                .toList();
        double[] adjusted = Holm.adjust(others.stream()
                .mapToDouble(cell -> cell.minus(best.orElseThrow()).t())
                .toArray());
        return IntStream.range(0, others.size())
                .filter(i -> !(adjusted[i] < Power.ALPHA))
                .mapToObj(others::get)
                .toList();
    }

    private static String where(Map<String, String> where) {
        return String.join(
                " and ",
                where.entrySet().stream()
                        .map(one -> one.getKey() + " = " + one.getValue())
                        .toList());
    }

    private static String found(MapFields fields, Set<String> paths) {
        return String.join(
                "; ",
                paths.stream()
                        .map(path -> path + " = "
                                + String.join(
                                        ", ",
                                        fields.values(path).stream()
                                                .map(FieldValue::text)
                                                .toList()))
                        .toList());
    }
}
