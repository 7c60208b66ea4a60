package dev.foresight.plots.live;

import dev.foresight.engine.run.ConfusionTable;
import dev.foresight.plots.style.Palette;
import java.util.Locale;
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

/**
 * A confusion matrix as a heat map: a row for each right class, a column for each predicted one. A cell is the fuller, the
 * larger its part of its row; right ones are blue, mistakes orange. One cell is marked, by the pointer or by the arrow
 * keys, and {@link #told} says what it means. Belongs to the FX thread.
 */
public final class ConfusionChart extends Region {
    private static final double GAP = 8;
    private static final double LARGEST_CELL = 64;
    private static final double SMALLEST_CELL = 12;
    private static final double LONGEST_NAME = 96;

    private final Canvas canvas = new Canvas();
    private final TextSize text = new TextSize();
    private final ReadOnlyStringWrapper told = new ReadOnlyStringWrapper("");
    private ChartTheme theme;
    private ConfusionTable table = ConfusionTable.NONE;
    private int row = -1;
    private int column = -1;
    private Grid grid = new Grid(0, 0, 1, 1);

    /** Where the cells are. */
    private record Grid(double left, double top, double width, double height) {}

    public ConfusionChart(ChartTheme theme) {
        Fonts.load();
        this.theme = theme;
        getStyleClass().add("confusion-chart");
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
        tooltip.textProperty().bind(told);
        Tooltip.install(this, tooltip);
    }

    /** Shows a matrix; one of no classes shows nothing. */
    public void setTable(ConfusionTable shown) {
        if (!shown.equals(table)) {
            boolean sameClasses = shown.classes().equals(table.classes());
            table = shown;
            double least = 2 * theme.fontSize() + GAP + classes() * SMALLEST_CELL;
            setMinHeight(least);
            setMinWidth(LONGEST_NAME + classes() * SMALLEST_CELL);
            mark(sameClasses ? row : -1, sameClasses ? column : -1);
        }
    }

    public void setTheme(ChartTheme newTheme) {
        theme = newTheme;
        requestLayout();
    }

    /** What the marked cell says, or the matrix as a whole where none is marked. */
    public ReadOnlyStringProperty told() {
        return told.getReadOnlyProperty();
    }

    private int classes() {
        return table.classes().size();
    }

    /** Marks the cell of a right and a predicted class; -1 marks none. */
    void mark(int right, int predicted) {
        row = right;
        column = predicted;
        told.set(sentence());
        setAccessibleText("Confusion matrix. " + told.get());
        requestLayout();
    }

    private void point(double x, double y) {
        int predicted = (int) Math.floor((x - grid.left) / grid.width);
        int right = (int) Math.floor((y - grid.top) / grid.height);
        boolean inside = right >= 0 && right < classes() && predicted >= 0 && predicted < classes();
        mark(inside ? right : -1, inside ? predicted : -1);
    }

    private void move(KeyEvent event) {
        if (classes() == 0) {
            return;
        }
        int last = classes() - 1;
        int right = Math.max(0, row);
        int predicted = Math.max(0, column);
        boolean fresh = row < 0;
        switch (event.getCode()) {
            case UP -> mark(fresh ? 0 : Math.max(0, right - 1), predicted);
            case DOWN -> mark(fresh ? 0 : Math.min(last, right + 1), predicted);
            case LEFT -> mark(right, fresh ? 0 : Math.max(0, predicted - 1));
            case RIGHT -> mark(right, fresh ? 0 : Math.min(last, predicted + 1));
            case ESCAPE -> mark(-1, -1);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private String sentence() {
        if (classes() == 0) {
            return "";
        }
        if (row < 0 || column < 0) {
            long all = 0;
            long right = 0;
            for (int c = 0; c < classes(); c++) {
                all += table.examples(c);
                right += table.count(c, c);
            }
            return String.format(Locale.ROOT, "%,d of %,d right (%s)", right, all, percent(right, all));
        }
        long count = table.count(row, column);
        long examples = table.examples(row);
        String of = String.format(Locale.ROOT, "%,d of %,d (%s)", count, examples, percent(count, examples));
        String name = table.classes().get(row);
        return row == column
                ? name + " recognised: " + of
                : name + " taken for " + table.classes().get(column) + ": " + of;
    }

    private static String percent(long part, long all) {
        return all == 0 ? "none" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / all);
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, getWidth(), getHeight());
        if (classes() > 0) {
            paint(g);
        }
    }

    private void paint(GraphicsContext g) {
        Palette palette = theme.palette();
        Font font = Font.font(theme.fontFamily(), theme.fontSize());
        g.setFont(font);
        g.setTextBaseline(VPos.CENTER);
        double names = 0;
        for (String name : table.classes()) {
            names = Math.max(names, text.width(name, font));
        }
        double left = Math.min(LONGEST_NAME, names) + GAP;
        double top = theme.fontSize() + GAP;
        grid = new Grid(
                left,
                top,
                Math.clamp((getWidth() - left - GAP) / classes(), SMALLEST_CELL, LARGEST_CELL),
                Math.clamp((getHeight() - top) / classes(), SMALLEST_CELL, LARGEST_CELL / 2));
        g.setFill(Color.web(palette.dim()));
        g.setTextAlign(TextAlignment.RIGHT);
        g.fillText(text.fitted("is ↓ taken for →", font, left - GAP), left - GAP / 2, top / 2);
        for (int c = 0; c < classes(); c++) {
            String name = table.classes().get(c);
            boolean marked = c == row;
            g.setFill(Color.web(marked ? palette.ink() : palette.dim()));
            g.setTextAlign(TextAlignment.RIGHT);
            g.fillText(text.fitted(name, font, left - GAP), left - GAP / 2, middle(c));
            g.setFill(Color.web(c == column ? palette.ink() : palette.dim()));
            g.setTextAlign(TextAlignment.CENTER);
            g.fillText(text.fitted(name, font, grid.width - 2), left + (c + 0.5) * grid.width, top / 2);
            for (int predicted = 0; predicted < classes(); predicted++) {
                cell(g, font, c, predicted);
            }
        }
        if (row >= 0 && column >= 0) {
            g.setStroke(Color.web(palette.ink()));
            g.setLineWidth(isFocused() ? 2 : 1);
            g.strokeRect(
                    grid.left + column * grid.width + 0.5,
                    grid.top + row * grid.height + 0.5,
                    grid.width - 1,
                    grid.height - 1);
        }
    }

    private double middle(int right) {
        return grid.top + (right + 0.5) * grid.height;
    }

    private void cell(GraphicsContext g, Font font, int right, int predicted) {
        Palette palette = theme.palette();
        long count = table.count(right, predicted);
        long examples = table.examples(right);
        double part = examples == 0 ? 0 : (double) count / examples;
        // The root shows small parts, which are most mistakes, without making a full cell fuller.
        Color full = Color.web(right == predicted ? blue(palette) : orange(palette));
        Color fill = Color.web(palette.grid()).interpolate(full, Math.sqrt(part));
        g.setFill(fill);
        double x = grid.left + predicted * grid.width;
        double y = grid.top + right * grid.height;
        g.fillRect(x + 0.5, y + 0.5, grid.width - 1, grid.height - 1);
        String number = Long.toString(count);
        if (count > 0 && text.width(number, font) < grid.width - 2 && theme.fontSize() <= grid.height) {
            g.setFill(luminance(fill) > 0.4 ? Color.web(Palette.LIGHT.ink()) : Color.WHITE);
            g.setTextAlign(TextAlignment.CENTER);
            g.fillText(number, x + grid.width / 2, y + grid.height / 2);
        }
    }

    private static String blue(Palette palette) {
        return palette.dark() ? "#3873d3" : "#2563c9";
    }

    private static String orange(Palette palette) {
        return palette.dark() ? "#d9722e" : "#e6813a";
    }

    /** Relative luminance without the gamma curve's last digits: enough to choose black or white for a text. */
    private static double luminance(Color color) {
        return 0.2126 * Math.pow(color.getRed(), 2.2)
                + 0.7152 * Math.pow(color.getGreen(), 2.2)
                + 0.0722 * Math.pow(color.getBlue(), 2.2);
    }
}
