package dev.foresight.app.experiment;

import dev.foresight.engine.spec.ExperimentSpec;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polyline;
import org.jspecify.annotations.Nullable;

/** A small curve of the learning rate over the epochs, for the form. A rate holds for a whole epoch. */
public final class SchedulePreview extends Region {
    private static final double LINE = 16;
    private static final double PLOT = 40;

    private final Polyline curve = new Polyline();
    private final Line base = new Line();
    private final Label top = new Label();
    private final Label extent = new Label();
    private Optional<ScheduleCurve> shown = Optional.empty();

    /** Empty until bound; for FXML. */
    public SchedulePreview() {
        getStyleClass().add("schedule-preview");
        curve.getStyleClass().add("schedule-curve");
        base.getStyleClass().add("schedule-base");
        top.getStyleClass().add("schedule-word");
        extent.getStyleClass().add("schedule-word");
        getChildren().addAll(base, curve, top, extent);
    }

    void show(ExperimentViewModel model) {
        model.spec().addListener((observed, former, spec) -> show(spec));
        show(model.spec().get());
    }

    private void show(@Nullable ExperimentSpec spec) {
        // What is wrong stands beside its field; the place stays, so that nothing below it jumps.
        shown = spec == null || spec.arms().isEmpty() ? Optional.empty() : ScheduleCurve.of(spec);
        top.setText(shown.map(ScheduleCurve::top).orElse(""));
        extent.setText(shown.map(ScheduleCurve::extent).orElse(""));
        setAccessibleText(shown.map(ScheduleCurve::words).orElse("No preview: the schedule is not valid yet"));
        requestLayout();
    }

    Polyline curve() {
        return curve;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 2 * LINE + PLOT;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 200;
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double bottom = LINE + PLOT;
        top.resizeRelocate(0, 0, width, LINE);
        extent.resizeRelocate(0, bottom, width, LINE);
        base.setStartX(0);
        base.setEndX(width);
        base.setStartY(bottom);
        base.setEndY(bottom);
        curve.getPoints().clear();
        shown.ifPresent(rates -> draw(rates, width, bottom));
    }

    private void draw(ScheduleCurve rates, double width, double bottom) {
        double unit = rates.max() > 0 ? (PLOT - 2) / rates.max() : 0;
        int columns = rates.rates().length;
        for (int i = 0; i < columns; i++) {
            double y = bottom - rates.rates()[i] * unit;
            curve.getPoints().addAll(width * i / columns, y, width * (i + 1) / columns, y);
        }
    }
}
