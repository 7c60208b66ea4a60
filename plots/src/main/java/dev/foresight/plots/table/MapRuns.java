package dev.foresight.plots.table;

import dev.foresight.engine.spec.Metric;
import dev.foresight.engine.stats.Holm;
import dev.foresight.engine.stats.PairedTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The runs that count, on their way into cells. */
record MapRuns(List<ComparedRun> runs, MapFields fields, String x, String y) {
    MapRuns(List<ComparedRun> runs, String x, String y) {
        this(runs, MapFields.of(runs.stream().map(run -> run.data().spec()).toList()), x, y);
    }

    /** What a prediction has and its twin without does not. */
    private static final Set<String> OF_PREDICTION = Set.of(MapFields.HORIZON, "horizonForm", "direction");

    RunMap map(Question question) {
        if (x.equals(y)) {
            throw new TableException(x + ": a map needs two different fields; " + fields.variety());
        }
        requireVaried(x);
        requireVaried(y);
        TreeMap<FieldValue, TreeMap<FieldValue, List<Integer>>> byRow = new TreeMap<>();
        for (int run = 0; run < runs.size(); run++) {
            byRow.computeIfAbsent(fields.value(run, y), key -> new TreeMap<>())
                    .computeIfAbsent(fields.value(run, x), key -> new ArrayList<>())
                    .add(run);
        }
        Metric metric = metric(question);
        Measure measure =
                question.measure() instanceof Measure.EqualSeconds ? Comparison.equalSeconds(runs) : question.measure();
        List<List<Integer>> members = new ArrayList<>();
        List<MapCell> cells = new ArrayList<>();
        byRow.forEach((row, columns) -> columns.forEach((column, ofCell) -> {
            requireAlike(column, row, ofCell);
            members.add(ofCell);
            cells.add(cell(column, row, ofCell, metric, measure));
        }));
        String without = withoutDifferences(cells, members);
        List<Integer> first = members.stream().map(List::getFirst).distinct().toList();
        return new RunMap(
                x,
                y,
                metric,
                measure,
                fields.values(x),
                fields.values(y),
                without.isEmpty() ? compared(cells) : cells,
                without,
                fields.differing(first, Set.of(x, y)).stream()
                        .filter(path -> !OF_PREDICTION.contains(path) || path.equals(MapFields.HORIZON))
                        .map(fields::shortName)
                        .toList(),
                runs.stream().map(run -> run.experiment().name()).distinct().toList(),
                runs.stream().map(run -> run.data().directory().name()).sorted().toList());
    }

    private Metric metric(Question question) {
        if (question.metric().isEmpty()
                && runs.stream().map(run -> run.experiment().task()).distinct().count() > 1) {
            throw new TableException("the runs are of different tasks, which have no metric in common; name runs of one"
                    + " task, or choose --metric loss");
        }
        return question.metricOf(runs.getFirst().experiment().task());
    }

    private void requireVaried(String path) {
        if (fields.values(path).size() < 2) {
            throw new TableException(fields.shortName(path) + " is "
                    + fields.values(path).getFirst().text()
                    + " in all " + runs.size() + " runs, so there is no map over it; " + fields.variety());
        }
    }

    private void requireAlike(FieldValue column, FieldValue row, List<Integer> ofCell) {
        List<String> differing = fields.differing(ofCell, Set.of(x, y));
        if (!differing.isEmpty()) {
            String path = differing.getFirst();
            List<String> values = ofCell.stream()
                    .map(run -> fields.value(run, path))
                    .distinct()
                    .sorted()
                    .map(FieldValue::text)
                    .toList();
            String name = fields.shortName(path);
            throw new TableException(String.join(
                            " and ", differing.stream().map(fields::shortName).toList())
                    + (differing.size() == 1 ? " varies" : " vary") + " within a cell: at " + fields.shortName(x)
                    + " = " + column.text() + ", " + fields.shortName(y) + " = " + row.text() + ", " + name + " is "
                    + String.join(" and ", values) + ", and a mean over these says nothing. Choose one with --where "
                    + name + "=" + values.getFirst() + ", or give the map " + name + " as --x or --y");
        }
    }

    private MapCell cell(FieldValue column, FieldValue row, List<Integer> ofCell, Metric metric, Measure measure) {
        // The newest of a seed, as everywhere; names of runs begin with their time.
        TreeMap<Long, ComparedRun> bySeed = new TreeMap<>();
        ofCell.forEach(run -> bySeed.merge(
                runs.get(run).seed(),
                runs.get(run),
                (one, other) -> other.data()
                                        .directory()
                                        .name()
                                        .compareTo(one.data().directory().name())
                                > 0
                        ? other
                        : one));
        List<Reading> readings = bySeed.values().stream()
                .map(run -> Reading.of(run, metric, measure))
                .toList();
        TreeMap<Long, Double> values = new TreeMap<>();
        readings.stream().filter(Reading::measured).forEach(reading -> values.put(reading.seed(), reading.value()));
        return new MapCell(
                column,
                row,
                values,
                ArmSeeds.of(readings),
                isReference(column, row),
                PairedTest.of(new double[0]),
                Double.NaN);
    }

    private boolean isReference(FieldValue column, FieldValue row) {
        return x.equals(MapFields.HORIZON) && column.number() == 0 || y.equals(MapFields.HORIZON) && row.number() == 0;
    }

    private Optional<MapCell> referenceOf(MapCell cell, List<MapCell> cells) {
        return cells.stream()
                .filter(MapCell::reference)
                .filter(one -> !cell.reference()
                        && (x.equals(MapFields.HORIZON)
                                ? one.y().equals(cell.y())
                                : one.x().equals(cell.x())))
                .findFirst();
    }

    /** Why there is nothing to compare with, or why it would not be the prediction alone that is compared. */
    private String withoutDifferences(List<MapCell> cells, List<List<Integer>> members) {
        if (!x.equals(MapFields.HORIZON) && !y.equals(MapFields.HORIZON)) {
            return "differences are to the cell with horizon 0, so horizon has to be --x or --y";
        }
        if (cells.stream().noneMatch(MapCell::reference)) {
            return "differences are to the cell with horizon 0, and no run has it";
        }
        Set<String> apart = new HashSet<>(OF_PREDICTION);
        for (MapCell cell : cells) {
            Optional<MapCell> reference = referenceOf(cell, cells);
            if (reference.isPresent()) {
                List<Integer> both = List.of(
                        members.get(cells.indexOf(cell)).getFirst(),
                        members.get(cells.indexOf(reference.get())).getFirst());
                List<String> differing = fields.differing(both, apart);
                if (!differing.isEmpty()) {
                    String name = fields.shortName(differing.getFirst());
                    return name + " differs between cells and the one with horizon 0 of their row, so a difference"
                            + " would not be the horizon's alone; choose one with --where " + name + "=VALUE";
                }
            }
        }
        return "";
    }

    private List<MapCell> compared(List<MapCell> cells) {
        List<PairedTest> tests = cells.stream()
                .map(cell -> referenceOf(cell, cells).map(cell::minus).orElse(cell.difference()))
                .toList();
        double[] holm = Holm.adjust(tests.stream().mapToDouble(PairedTest::t).toArray());
        return IntStream.range(0, cells.size())
                .mapToObj(i -> cells.get(i).compared(tests.get(i), holm[i]))
                .toList();
    }
}
