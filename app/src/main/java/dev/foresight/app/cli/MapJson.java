package dev.foresight.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foresight.engine.stats.Summary;
import dev.foresight.plots.table.FieldValue;
import dev.foresight.plots.table.MapCell;
import dev.foresight.plots.table.RunMap;

/** A map as JSON for scripts; a value that is not there is null, accuracies are fractions. */
final class MapJson {
    private MapJson() {}

    static ObjectNode of(RunMap map) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        map.experiments().forEach(root.putArray("experiments")::add);
        root.put("split", Quality.SPLIT);
        root.put("metric", map.metric().id());
        root.put("measure", map.measure().words());
        root.put("x", map.x());
        root.put("y", map.y());
        values(root.putArray("columns"), map.columns());
        values(root.putArray("rows"), map.rows());
        root.put("withoutDifferences", map.withoutDifferences());
        map.beside().forEach(root.putArray("differBeside")::add);
        ArrayNode cells = root.putArray("cells");
        for (MapCell cell : map.cells()) {
            cell(cells.addObject(), cell);
        }
        map.best().ifPresentOrElse(best -> place(root.putObject("best"), best), () -> root.putNull("best"));
        ArrayNode alike = root.putArray("cannotBeToldFromBest");
        map.alike().forEach(cell -> place(alike.addObject(), cell));
        return root;
    }

    private static void cell(ObjectNode node, MapCell cell) {
        place(node, cell);
        Summary measured = cell.measured();
        node.put("n", measured.n());
        JsonNumber.put(node, "mean", measured.mean());
        JsonNumber.put(node, "deviation", measured.deviation());
        ObjectNode values = node.putObject("values");
        cell.values().forEach((seed, value) -> values.put(Long.toString(seed), value));
        ArrayNode diverged = node.putArray("diverged");
        cell.seeds().diverged().forEach(lost -> {
            ObjectNode one = diverged.addObject();
            one.put("seed", lost.seed());
            one.put("step", lost.step());
        });
        cell.seeds().unfinished().forEach(node.putArray("unfinishedSeeds")::add);
        cell.seeds().notEvaluated().forEach(node.putArray("notEvaluatedSeeds")::add);
        node.put("reference", cell.reference());
        node.put("pairs", cell.difference().pairs());
        JsonNumber.put(node, "difference", cell.difference().difference().mean());
        JsonNumber.put(node, "differenceMargin", cell.difference().difference().margin());
        JsonNumber.put(node, "tTest", cell.difference().t());
        JsonNumber.put(node, "tTestHolm", cell.holm());
        node.put("seen", cell.seen());
    }

    private static void place(ObjectNode node, MapCell cell) {
        value(node, "x", cell.x());
        value(node, "y", cell.y());
    }

    private static void values(ArrayNode node, Iterable<FieldValue> values) {
        for (FieldValue value : values) {
            if (value.isNumber()) {
                node.add(value.number());
            } else {
                node.add(value.text());
            }
        }
    }

    private static void value(ObjectNode node, String key, FieldValue value) {
        if (value.isNumber()) {
            node.put(key, value.number());
        } else {
            node.put(key, value.text());
        }
    }
}
