package dev.foresight.app.cli;

import dev.foresight.engine.run.RunDirectory;
import dev.foresight.plots.figure.FigureSize;
import dev.foresight.plots.figure.FigureWriter;
import dev.foresight.plots.style.Scale;
import dev.foresight.plots.table.Plotted;
import dev.foresight.plots.table.RunFigure;
import dev.foresight.plots.table.RunTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code foresight export}: measurements as CSV, and a figure. */
@Command(
        name = "export",
        description = "Writes the measurements of runs as one long CSV, and a figure of them.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private RunsParameter runs = new RunsParameter();

    @Option(names = "--csv", paramLabel = "FILE", description = "all measurements, a row each")
    private @Nullable Path csv;

    @Option(
            names = "--figure",
            paramLabel = "FILE",
            description = "a figure as .svg, .pdf or .png, and beside it its points as NAME-points.csv")
    private @Nullable Path figure;

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            description =
                    "what the figure shows: accuracy, top5_accuracy, perplexity, bits_per_token, bits_per_character"
                            + " or loss; by default the task's own")
    private @Nullable String metric;

    @Option(
            names = "--quantity",
            paramLabel = "NAME",
            description = "what the figure shows in place of a metric, such as training/gradient_norm,"
                    + " prediction/relative_error/1 or cost/update")
    private @Nullable String quantity;

    @Option(
            names = "--over",
            paramLabel = "AXIS",
            description = "what the figure's horizontal axis is: steps, epochs (the default) or seconds")
    private String over = "epochs";

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (csv == null && figure == null) {
            throw new CommandException(ExitCode.USAGE, "nothing to write; name a file with --csv or --figure");
        }
        if (quantity != null && metric != null) {
            throw new CommandException(ExitCode.USAGE, "a figure shows one thing: give --metric or --quantity");
        }
        RunFigure.Axis axis = OptionWord.one("--over", over, RunFigure.Axis.class);
        List<RunView> views = runs.views(Quality.named(metric));
        List<RunDirectory> folders = views.stream().map(RunView::directory).toList();
        if (figure != null) {
            requireDrawable(figure, views);
        }
        if (csv != null) {
            makeParent(csv);
            RunTable.write(folders, csv);
            console.out().println("wrote " + csv);
        }
        if (figure != null) {
            makeParent(figure);
            FigureWriter.write(
                            RunFigure.of(folders, shown(views), axis, Scale.LINEAR, FigureSize.DOUBLE_COLUMN), figure)
                    .forEach(file -> console.out().println("wrote " + file));
        }
        return ExitCode.OK;
    }

    /** A figure has one metric and one ending; both are refused before any file is written. */
    private void requireDrawable(Path file, List<RunView> views) {
        String name = file.getFileName().toString();
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (!FigureWriter.FORMATS.contains(ending)) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--figure " + file + ": the name has to end in one of ."
                            + String.join(", .", FigureWriter.FORMATS));
        }
        if (quantity == null
                && metric == null
                && views.stream().map(RunView::quality).distinct().count() > 1) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "the runs are of different tasks, which have no metric in common; choose one with --metric loss,"
                            + " or name runs of one task");
        }
    }

    private Plotted shown(List<RunView> views) {
        if (quantity == null) {
            return Plotted.validation(views.getFirst().quality().metric());
        }
        try {
            return Plotted.parse(quantity);
        } catch (IllegalArgumentException none) {
            throw new CommandException(ExitCode.USAGE, "--quantity: " + none.getMessage());
        }
    }

    private static void makeParent(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": cannot be made; choose a folder that you may write to", e);
        }
    }
}
