package dev.foresight.app.cli;

import dev.foresight.plots.figure.FigureWriter;
import dev.foresight.plots.table.MapFigure;
import dev.foresight.plots.table.MapQuestion;
import dev.foresight.plots.table.RunMap;
import dev.foresight.plots.table.TableException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code foresight map}: a measure of runs over two fields of their specs. */
@Command(
        name = "map",
        description = "Shows a measure of runs over two fields of their specs, such as learning rate and horizon.",
        mixinStandardHelpOptions = true)
final class MapCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private RunsParameter runs = new RunsParameter();

    @Option(
            names = "--x",
            required = true,
            paramLabel = "FIELD",
            description = "field of the columns, by its path in the spec or the end of it: horizon, learningRate,"
                    + " weightDecay, rule, architecture.parameters.width ...")
    private String x = "";

    @Option(names = "--y", required = true, paramLabel = "FIELD", description = "field of the rows")
    private String y = "";

    @Option(
            names = "--where",
            paramLabel = "FIELD=VALUE",
            description = "takes only runs with this value; may be repeated. experiment, arm and seed are fields, too")
    private Map<String, String> where = new LinkedHashMap<>();

    @Mixin
    private QuestionOptions options = new QuestionOptions();

    @Option(
            names = "--difference",
            description = "shows differences to the cell with horizon 0 and all else equal, over pairs of one seed")
    private boolean difference;

    @Option(
            names = "--figure",
            paramLabel = "FILE",
            description = "a heat map as .svg, .pdf or .png, and beside it its cells as NAME-points.csv")
    private @Nullable Path figure;

    @Option(names = "--csv", paramLabel = "FILE", description = "all numbers of all cells, a row each")
    private @Nullable Path csv;

    @Option(names = "--json", description = "prints one JSON object")
    private boolean json;

    MapCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        RunMap map = RunMap.of(
                runs.directories(options.quality()),
                new MapQuestion(x, y, where, options.question(OptionalDouble.empty())));
        if (difference && !map.withoutDifferences().isEmpty()) {
            throw new TableException("--difference: " + map.withoutDifferences());
        }
        if (json) {
            console.out().println(MapJson.of(map).toPrettyString());
        } else {
            console.out().print(MapText.of(map, difference));
        }
        // What --json prints is JSON and nothing else.
        if (csv != null) {
            MapCsv.write(map, csv);
            (json ? console.err() : console.out()).println("wrote " + csv);
        }
        if (figure != null) {
            MapFigure.Shown shown = difference ? MapFigure.Shown.DIFFERENCES : MapFigure.Shown.VALUES;
            FigureWriter.write(MapFigure.of(map, shown), figure)
                    .forEach(file -> (json ? console.err() : console.out()).println("wrote " + file));
        }
        return ExitCode.OK;
    }
}
