package dev.foresight.plots.live;

import dev.foresight.plots.series.Curve;
import dev.foresight.plots.style.AxisStyle;
import dev.foresight.plots.style.ReferenceLine;
import java.util.List;
import javafx.scene.layout.Region;

/** A chart of growing curves. */
public final class LiveChart extends Region {
    public LiveChart(ChartTheme theme) {
        throw new UnsupportedOperationException(theme.toString());
    }

    /** Title and a quieter text beside it; both may be empty, and then take no room. */
    public void setTitle(String title, String subtitle) {
        throw new UnsupportedOperationException();
    }

    public void setAxes(AxisStyle x, AxisStyle y) {
        throw new UnsupportedOperationException();
    }

    public void setCurves(List<Curve> curves) {
        throw new UnsupportedOperationException();
    }

    public void setReferences(List<ReferenceLine> references) {
        throw new UnsupportedOperationException();
    }

    /** Factor of the moving average, 0 for none; see Smoothing. */
    public void setSmoothing(double factor) {
        throw new UnsupportedOperationException();
    }

    public void setTheme(ChartTheme theme) {
        throw new UnsupportedOperationException();
    }

    public void setEmptyText(String text) {
        throw new UnsupportedOperationException();
    }

    /** Draws at the next pulse if a curve has grown. */
    public void refresh() {
        throw new UnsupportedOperationException();
    }
}
