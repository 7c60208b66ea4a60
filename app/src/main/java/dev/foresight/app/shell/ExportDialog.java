package dev.foresight.app.shell;

import dev.foresight.app.compare.ComparisonViewModel.Chart;
import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** Asks where to and exports what the charts show. */
final class ExportDialog {
    private final Window owner;
    private final WorkbenchModel model;

    ExportDialog(Window owner, WorkbenchModel model) {
        this.owner = owner;
        this.model = model;
    }

    void table() {
        choose("Export the table", ".csv", new FileChooser.ExtensionFilter("CSV, one row a measurement", "*.csv"))
                .ifPresent(model::exportTable);
    }

    void figure(Chart chart) {
        figure(model.comparison().title(chart)).ifPresent(file -> model.exportFigure(chart, file));
    }

    void map() {
        figure("Map").ifPresent(model::exportMap);
    }

    private Optional<Path> figure(String name) {
        return choose(
                "Export the figure: " + name,
                "-" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".svg",
                new FileChooser.ExtensionFilter("SVG", "*.svg"),
                new FileChooser.ExtensionFilter("PDF", "*.pdf"),
                new FileChooser.ExtensionFilter("PNG", "*.png"));
    }

    private Optional<Path> choose(String title, String suffix, FileChooser.ExtensionFilter... kinds) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.getExtensionFilters().addAll(kinds);
        chooser.setInitialFileName(model.chosen().get() + suffix);
        File file = chooser.showSaveDialog(owner);
        return Optional.ofNullable(file).map(File::toPath);
    }
}
