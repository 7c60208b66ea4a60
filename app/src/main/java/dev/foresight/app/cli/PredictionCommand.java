package dev.foresight.app.cli;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.spec.NearestNames;
import dev.foresight.engine.spec.Quantity;
import dev.foresight.plots.table.PredictionQuality;
import dev.foresight.plots.table.SampleTable;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code foresight prediction}: how well the weights of runs were predicted. */
@Command(
        name = "prediction",
        description = "Shows how well the weights of runs were predicted, from the samples that the runs took.",
        mixinStandardHelpOptions = true)
final class PredictionCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private RunsParameter runs = new RunsParameter();

    @Option(names = "--layer", paramLabel = "NAME", description = "of one layer; by default of all together")
    private String layer = Quantity.ALL;

    @Option(names = "--json", description = "prints one JSON object")
    private boolean json;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "writes all samples, of every layer and quantity, a value a row")
    private @Nullable Path csv;

    PredictionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<RunDirectory> named = runs.directories(null);
        List<PredictionQuality> qualities = PredictionQuality.of(named, layer);
        if (qualities.isEmpty()) {
            throw nothing(PredictionQuality.layers(named));
        }
        if (json) {
            console.out().println(PredictionJson.of(qualities).toPrettyString());
        } else {
            console.out().print(PredictionText.of(qualities));
        }
        if (csv != null) {
            SampleTable.write(named, csv);
            // What is on standard output stays one JSON object.
            (json ? console.err() : console.out()).println("wrote " + csv);
        }
        return ExitCode.OK;
    }

    private CommandException nothing(List<String> layers) {
        return new CommandException(
                ExitCode.USAGE,
                layers.isEmpty()
                        ? "no samples there; runs take them where their spec says how often, as in"
                                + " --set training.diagnostics.every=50"
                        : "--layer " + layer + ": no samples of it; " + NearestNames.sentence("layers", layer, layers));
    }
}
