package dev.foresight.app.run;

import dev.foresight.app.project.RunItem;
import dev.foresight.engine.run.ConfusionTable;
import dev.foresight.engine.spec.Task;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** The confusion matrix of the chosen run. Lives on the view's thread. */
public final class ConfusionViewModel {
    /** The parts of the data that have a matrix. */
    public enum Part {
        VALIDATION("validation"),
        TEST("test");

        private final String word;

        Part(String word) {
            this.word = word;
        }

        /** Its word on the screen and in files. */
        public String word() {
            return word;
        }
    }

    private final RunsViewModel runs;
    private final ObjectProperty<Part> part = new SimpleObjectProperty<>(Part.VALIDATION);
    private final ReadOnlyObjectWrapper<ConfusionTable> table = new ReadOnlyObjectWrapper<>(ConfusionTable.NONE);
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper hint = new ReadOnlyStringWrapper("");
    private final InvalidationListener change = observed -> update();

    ConfusionViewModel(RunsViewModel runs) {
        this.runs = runs;
        part.addListener(change);
        runs.chosen().addListener((observed, former, run) -> {
            if (former != null) {
                former.revision().removeListener(change);
            }
            if (run != null) {
                run.revision().addListener(change);
            }
            update();
        });
        update();
    }

    /** Which part of the data is shown. */
    public ObjectProperty<Part> part() {
        return part;
    }

    /** The matrix; of no classes where there is none. */
    public ReadOnlyObjectProperty<ConfusionTable> table() {
        return table.getReadOnlyProperty();
    }

    /** Which run it is of. */
    public ReadOnlyStringProperty title() {
        return title.getReadOnlyProperty();
    }

    /** What to do to see a matrix; empty where there is one. */
    public ReadOnlyStringProperty hint() {
        return hint.getReadOnlyProperty();
    }

    private void update() {
        RunItem run = runs.chosen().get();
        Optional<ConfusionTable> found =
                run == null ? Optional.empty() : run.confusion(part.get().word());
        title.set(run == null ? "" : run.title());
        table.set(found.orElse(ConfusionTable.NONE));
        hint.set(found.isPresent() ? "" : hint(run, part.get()));
    }

    private static String hint(@Nullable RunItem run, Part part) {
        if (run == null) {
            return "Choose a run under Runs; which classes it takes for which is shown here.";
        }
        if (run.spec().experiment().task() == Task.LANGUAGE_MODEL) {
            return "A language model has too many tokens for a table; choose a run that classifies images.";
        }
        if (run.status().get().ended() && run.place().get() < 0) {
            return "This run has no table of its " + part.word()
                    + " part: it ended before that was evaluated, or was made " + "before tables were kept.";
        }
        return switch (part) {
            case VALIDATION -> "The table appears with the first evaluation of this run.";
            case TEST -> "The test part is evaluated once, when the run has been trained to its end.";
        };
    }
}
