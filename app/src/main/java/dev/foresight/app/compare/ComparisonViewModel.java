package dev.foresight.app.compare;

import dev.foresight.app.project.RunCurves.Axis;
import dev.foresight.engine.spec.Task;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/** What the charts show and how: the task decides the metric, the user the axes. Lives on the view's thread. */
public final class ComparisonViewModel {
    private final ReadOnlyObjectWrapper<Task> task = new ReadOnlyObjectWrapper<>(Task.IMAGE_CLASSIFICATION);
    private final ObjectProperty<Axis> axis = new SimpleObjectProperty<>(Axis.EPOCHS);
    private final BooleanProperty logLoss = new SimpleBooleanProperty();
    private final BooleanProperty dark = new SimpleBooleanProperty();
    private final BooleanProperty logMetric = new SimpleBooleanProperty();

    public ReadOnlyObjectProperty<Task> task() {
        return task.getReadOnlyProperty();
    }

    /** Shows the metric of a task. */
    public void task(Task shown) {
        task.set(shown);
    }

    public ObjectProperty<Axis> axis() {
        return axis;
    }

    /** Whether the window is dark. */
    public BooleanProperty dark() {
        return dark;
    }

    public BooleanProperty logLoss() {
        return logLoss;
    }

    public BooleanProperty logMetric() {
        return logMetric;
    }
}
