package dev.foresight.plots.live;

import dev.foresight.plots.series.Curve;
import dev.foresight.plots.style.AxisStyle;
import dev.foresight.plots.style.ReferenceLine;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Region;

/**
 * A chart of growing curves. Belongs to the FX thread, as do the series that it shows. Changes only mark it for layout,
 * and it draws when it is laid out, so however much changes it draws at most once a pulse; call {@link #refresh} (or add
 * it to a {@link ChartPump}) when series may have grown.
 */
public final class LiveChart extends Region {
    private static final int DIGITS = 4;

    private final Canvas canvas = new Canvas();
    private final Canvas overlay = new Canvas();
    private final TextSize text = new TextSize();
    private final ChartPainter painter = new ChartPainter(text);
    private final Crosshair crosshair = new Crosshair(text);

    private ChartTheme theme;
    private ChartModel model = new ChartModel(
            "", "", AxisStyle.STEPS, AxisStyle.metric("", "loss"), List.of(), List.of(), Double.NaN, 0, "No data yet");

    private double pointerX = Double.NaN;
    private double pointerY = Double.NaN;
    private long draws;

    public LiveChart(ChartTheme theme) {
        Fonts.load();
        this.theme = theme;
        getStyleClass().add("live-chart");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setMinSize(160, 100);
        setPrefSize(640, 320);
        overlay.setMouseTransparent(true);
        canvas.setManaged(false);
        overlay.setManaged(false);
        getChildren().addAll(canvas, overlay);
        setOnMouseMoved(event -> point(event.getX(), event.getY()));
        setOnMouseDragged(event -> point(event.getX(), event.getY()));
        setOnMouseExited(event -> point(Double.NaN, Double.NaN));
    }

    /** Title and a quieter text beside it; where both are empty they take no room. */
    public void setTitle(String title, String subtitle) {
        change(model.withTitle(title, subtitle));
    }

    public void setAxes(AxisStyle x, AxisStyle y) {
        change(model.withAxes(x, y));
    }

    /** The curves, the first one at the back. */
    public void setCurves(List<Curve> curves) {
        showCurves(curves, model.smoothing());
    }

    /** Horizontal lines at known values. */
    public void setReferences(List<ReferenceLine> references) {
        change(model.withReferences(List.copyOf(references)));
    }

    /** The x at which training is to end, so that the axis need not grow; NaN if that is not known. */
    public void setExpectedEnd(double end) {
        change(model.withExpectedEnd(end));
    }

    /** Factor of the moving average drawn thick over the raw curve, which stays; 0 for none. */
    public void setSmoothing(double factor) {
        showCurves(model.curves().stream().map(LiveCurve::curve).toList(), factor);
    }

    public void setTheme(ChartTheme newTheme) {
        theme = newTheme;
        requestLayout();
    }

    /** What stands in the axes while there is no point. */
    public void setEmptyText(String emptyText) {
        change(model.withEmptyText(emptyText));
    }

    /** Draws at the next pulse if a curve has grown. */
    public void refresh() {
        if (model.curves().stream().anyMatch(LiveCurve::hasGrown)) {
            requestLayout();
        }
    }

    /** How often it has drawn. */
    long draws() {
        return draws;
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double height = getHeight();
        for (Canvas layer : List.of(canvas, overlay)) {
            layer.setWidth(width);
            layer.setHeight(height);
        }
        if (width < 1 || height < 1) {
            return;
        }
        model.curves().forEach(LiveCurve::update);
        Layout layout = Layout.of(model, theme, text, width, height);
        painter.paint(canvas.getGraphicsContext2D(), model, layout, theme, width, height);
        overlay.getGraphicsContext2D().clearRect(0, 0, width, height);
        crosshair.paint(overlay.getGraphicsContext2D(), model, layout, theme, pointerX, pointerY);
        setAccessibleText(describe());
        draws++;
    }

    private void showCurves(List<Curve> curves, double factor) {
        change(model.withCurves(
                curves.stream().map(curve -> new LiveCurve(curve, factor)).toList(), factor));
    }

    private void change(ChartModel changed) {
        model = changed;
        requestLayout();
    }

    /** Moves the crosshair; NaN takes it away. */
    void point(double x, double y) {
        pointerX = x;
        pointerY = y;
        requestLayout();
    }

    private String describe() {
        String title = model.title().isEmpty() ? model.y().title() : model.title();
        String ends = model.named().stream()
                .filter(curve -> curve.last() >= 0)
                .map(curve -> curve.curve().label() + " "
                        + model.y().numbers().value(curve.shown().y(curve.last()), DIGITS)
                        + " at " + model.x().title() + " "
                        + model.x().numbers().value(curve.shown().x(curve.last()), DIGITS))
                .collect(Collectors.joining("; "));
        return "Chart: " + title + ". " + (ends.isEmpty() ? model.emptyText() : ends) + ".";
    }
}
