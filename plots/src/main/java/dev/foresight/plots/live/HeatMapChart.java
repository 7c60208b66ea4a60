package dev.foresight.plots.live;

import dev.foresight.plots.series.HeatCell;
import dev.foresight.plots.series.HeatMap;
import dev.foresight.plots.style.ColorBar;
import dev.foresight.plots.style.Colors;
import dev.foresight.plots.style.Palette;
import dev.foresight.plots.style.Ticks;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import javafx.util.Duration;

/**
 * A heat map in the window, drawn as its figure is. One cell is marked, by the pointer or by the arrow keys, and
 * {@link #told} says all that is known of it. Belongs to the FX thread.
 */
public final class HeatMapChart extends Region {
    private static final double GAP = 8;
    private static final double LARGEST_WIDTH = 112;
    private static final double LARGEST_HEIGHT = 48;
    private static final double SMALLEST_CELL = 6;
    private static final double BAR_WIDTH = 14;
    private static final int BAR_STEPS = 128;

    private final Canvas canvas = new Canvas();
    private final TextSize text = new TextSize();
    private final ReadOnlyStringWrapper told = new ReadOnlyStringWrapper("");
    private ChartTheme theme;
    private Optional<HeatMap> map = Optional.empty();
    private int row = -1;
    private int column = -1;
    private Grid grid = new Grid(0, 0, 1, 1);

    /** Where the cells are. */
    private record Grid(double left, double top, double width, double height) {}

    public HeatMapChart(ChartTheme theme) {
        Fonts.load();
        this.theme = theme;
        getStyleClass().add("heat-map-chart");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setFocusTraversable(true);
        canvas.setManaged(false);
        getChildren().add(canvas);
        setOnMouseMoved(event -> point(event.getX(), event.getY()));
        setOnMouseExited(event -> mark(-1, -1));
        setOnMousePressed(event -> requestFocus());
        setOnKeyPressed(this::move);
        focusedProperty().addListener((observed, former, focused) -> requestLayout());
        Tooltip tooltip = new Tooltip();
        tooltip.setShowDelay(Duration.millis(200));
        tooltip.textProperty().bind(told);
        told.addListener((observed, former, now) -> {
            // Over no cell there is nothing to tell.
            if (now.isEmpty()) {
                Tooltip.uninstall(this, tooltip);
            } else if (former.isEmpty()) {
                Tooltip.install(this, tooltip);
            }
        });
    }

    /** Shows a map; none shows nothing. */
    public void setMap(Optional<HeatMap> shown) {
        if (!shown.equals(map)) {
            boolean sameCells = shown.map(HeatMap::rows).equals(map.map(HeatMap::rows))
                    && shown.map(HeatMap::columns).equals(map.map(HeatMap::columns));
            map = shown;
            mark(sameCells ? row : -1, sameCells ? column : -1);
        }
    }

    public void setTheme(ChartTheme newTheme) {
        theme = newTheme;
        requestLayout();
    }

    /** What is known of the marked cell; empty where none is marked. */
    public ReadOnlyStringProperty told() {
        return told.getReadOnlyProperty();
    }

    /** Marks a cell; -1 marks none. */
    void mark(int markedRow, int markedColumn) {
        row = markedRow;
        column = markedColumn;
        told.set(map.isPresent() && row >= 0 ? map.get().cell(row, column).told() : "");
        setAccessibleText("Heat map. " + told.get());
        requestLayout();
    }

    private int rows() {
        return map.map(one -> one.rows().size()).orElse(0);
    }

    private int columns() {
        return map.map(one -> one.columns().size()).orElse(0);
    }

    private void point(double x, double y) {
        int overColumn = (int) Math.floor((x - grid.left) / grid.width);
        int overRow = (int) Math.floor((y - grid.top) / grid.height);
        boolean inside = overRow >= 0 && overRow < rows() && overColumn >= 0 && overColumn < columns();
        mark(inside ? overRow : -1, inside ? overColumn : -1);
    }

    private void move(KeyEvent event) {
        if (rows() == 0) {
            return;
        }
        boolean fresh = row < 0;
        int atRow = Math.max(0, row);
        int atColumn = Math.max(0, column);
        switch (event.getCode()) {
            case UP -> mark(fresh ? 0 : Math.max(0, atRow - 1), atColumn);
            case DOWN -> mark(fresh ? 0 : Math.min(rows() - 1, atRow + 1), atColumn);
            case LEFT -> mark(atRow, fresh ? 0 : Math.max(0, atColumn - 1));
            case RIGHT -> mark(atRow, fresh ? 0 : Math.min(columns() - 1, atColumn + 1));
            case ESCAPE -> mark(-1, -1);
            default -> {
                return;
            }
        }
        event.consume();
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, getWidth(), getHeight());
        if (rows() > 0 && columns() > 0) {
            paint(g, map.orElseThrow());
        }
    }

    private void paint(GraphicsContext g, HeatMap shown) {
        Font font = Font.font(theme.fontFamily(), theme.fontSize());
        double line = theme.fontSize() * 1.5;
        g.setFont(font);
        g.setTextBaseline(VPos.CENTER);
        double left = line + widest(shown.rows(), font) + GAP;
        double barLabels = widest(
                shown.bar().ticks().marks().stream().map(Ticks.Tick::label).toList(), font);
        double right = BAR_WIDTH + barLabels + 3 * GAP;
        // The bar's title stands above the bar and may reach over the cells.
        double top = line + GAP / 2;
        double bottom = 3 * line + GAP / 2;
        grid = new Grid(
                left,
                top,
                Math.clamp((getWidth() - left - right) / columns(), SMALLEST_CELL, LARGEST_WIDTH),
                Math.clamp((getHeight() - top - bottom) / rows(), SMALLEST_CELL, LARGEST_HEIGHT));
        axes(g, shown, font, line);
        double size = textSize(shown, font);
        for (int atRow = 0; atRow < rows(); atRow++) {
            for (int atColumn = 0; atColumn < columns(); atColumn++) {
                cell(g, shown, atRow, atColumn, size);
            }
        }
        bar(g, shown.bar(), font, line);
    }

    private double widest(List<String> labels, Font font) {
        return labels.stream()
                .mapToDouble(label -> text.width(label, font))
                .max()
                .orElse(0);
    }

    private void axes(GraphicsContext g, HeatMap shown, Font font, double line) {
        Palette palette = theme.palette();
        double under = grid.top + rows() * grid.height;
        double everyColumn = Math.ceil((widest(shown.columns(), font) + GAP) / grid.width);
        g.setTextAlign(TextAlignment.CENTER);
        for (int i = 0; i < columns(); i += (int) Math.max(1, everyColumn)) {
            g.setFill(Color.web(i == column ? palette.ink() : palette.dim()));
            g.fillText(shown.columns().get(i), grid.left + (i + 0.5) * grid.width, under + line * 0.6);
        }
        g.setTextAlign(TextAlignment.RIGHT);
        for (int i = 0; i < rows(); i += (int) Math.max(1, Math.ceil(line * 0.8 / grid.height))) {
            g.setFill(Color.web(i == row ? palette.ink() : palette.dim()));
            g.fillText(shown.rows().get(i), grid.left - GAP, grid.top + (i + 0.5) * grid.height);
        }
        g.setTextAlign(TextAlignment.CENTER);
        g.setFill(Color.web(palette.dim()));
        g.fillText(shown.x(), grid.left + columns() * grid.width / 2, under + line * 1.6);
        g.setTextAlign(TextAlignment.LEFT);
        String signs = String.join("; ", shown.legend());
        g.fillText(text.fitted(signs, font, getWidth() - GAP), GAP / 2, under + line * 2.7);
        g.setTextAlign(TextAlignment.CENTER);
        g.save();
        g.translate(line * 0.5, grid.top + rows() * grid.height / 2);
        g.rotate(-90);
        g.fillText(text.fitted(shown.y(), font, getHeight()), 0, 0);
        g.restore();
    }

    private void cell(GraphicsContext g, HeatMap shown, int atRow, int atColumn, double size) {
        Palette palette = theme.palette();
        HeatCell cell = shown.cell(atRow, atColumn);
        double x = grid.left + atColumn * grid.width;
        double y = grid.top + atRow * grid.height;
        double w = grid.width - 1;
        double h = grid.height - 1;
        if (cell.present()) {
            boolean valued = !Double.isNaN(shown.bar().position(cell.value()));
            String fill = valued ? shown.bar().color(cell.value()) : palette.grid();
            g.setFill(Color.web(fill));
            g.fillRect(x, y, w, h);
            if (size > 0) {
                boolean noted = !cell.note().isEmpty();
                g.setTextAlign(TextAlignment.CENTER);
                g.setFill(Color.web(Colors.inkOn(fill)));
                g.setFont(Font.font(theme.fontFamily(), size));
                g.fillText(cell.text(), x + w / 2, y + h / 2 - (noted ? size * 0.55 : 0));
                g.setFont(Font.font(theme.fontFamily(), size * 0.85));
                g.fillText(cell.note(), x + w / 2, y + h / 2 + size * 0.6);
                g.setFont(Font.font(theme.fontFamily(), theme.fontSize()));
            }
        } else {
            hatch(g, x, y, w, h);
        }
        if (cell.framed()) {
            // Dark on light, so that it is seen on any colour.
            frame(g, x, y, w, h, 1, 2, Palette.PAPER.ink());
            frame(g, x, y, w, h, 2.5, 1, Palette.PAPER.ground());
        }
        if (atRow == row && atColumn == column) {
            frame(g, x, y, w, h, 0, isFocused() ? 3 : 2, palette.ink());
        }
    }

    private static void frame(
            GraphicsContext g, double x, double y, double w, double h, double inset, double line, String color) {
        g.setStroke(Color.web(color));
        g.setLineWidth(line);
        g.strokeRect(x + inset, y + inset, w - 2 * inset, h - 2 * inset);
    }

    private void hatch(GraphicsContext g, double x, double y, double w, double h) {
        g.setStroke(Color.web(theme.palette().edge()));
        g.setLineWidth(0.75);
        for (double d = 4; d < w + h; d += 7) {
            g.strokeLine(x + Math.max(0, d - h), y + Math.min(d, h), x + Math.min(d, w), y + Math.max(0, d - w));
        }
    }

    /** Right of the cells and as high, its title above it. */
    private void bar(GraphicsContext g, ColorBar bar, Font font, double line) {
        double x = grid.left + columns() * grid.width + 2 * GAP;
        double height = rows() * grid.height - 1;
        for (int i = 0; i < BAR_STEPS; i++) {
            g.setFill(Color.web(bar.colors().at((i + 0.5) / BAR_STEPS)));
            double upper = grid.top + height * (1 - (i + 1.0) / BAR_STEPS);
            g.fillRect(x, upper, BAR_WIDTH, height / BAR_STEPS + 0.5);
        }
        g.setFill(Color.web(theme.palette().dim()));
        g.setTextAlign(TextAlignment.LEFT);
        for (Ticks.Tick tick : bar.ticks().marks()) {
            double y = grid.top + height * (1 - bar.position(tick.value()));
            g.fillText(tick.label(), x + BAR_WIDTH + GAP / 2, y);
        }
        double end = Math.min(getWidth(), x + BAR_WIDTH + GAP + text.width("00.00", font));
        g.setTextAlign(TextAlignment.RIGHT);
        g.fillText(text.fitted(bar.axis().title(), font, end), end, line * 0.4);
    }

    /** One size for all cells; 0 where that were too small to read. */
    private double textSize(HeatMap shown, Font font) {
        double widest = shown.all()
                .mapToDouble(cell -> Math.max(text.width(cell.text(), font), 0.85 * text.width(cell.note(), font)))
                .max()
                .orElse(0);
        boolean noted = shown.all().anyMatch(cell -> !cell.note().isEmpty());
        double size = Math.min(theme.fontSize(), theme.fontSize() * (grid.width - 6) / Math.max(widest, 1e-9));
        size = Math.min(size, grid.height / (noted ? 2.2 : 1.3));
        return size < theme.fontSize() * 0.7 ? 0 : size;
    }
}
