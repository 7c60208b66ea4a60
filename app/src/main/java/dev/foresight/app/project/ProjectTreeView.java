package dev.foresight.app.project;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import org.jspecify.annotations.Nullable;

/** The project as a tree: experiments, and beneath each its runs; sweeps, and beneath each its experiments. */
public final class ProjectTreeView extends TreeView<Object> {
    /** A line that only groups others. */
    private record Group(String title) {}

    /** An experiment of which there are runs and no file. */
    private record RunsOnly(String experiment, String title) {}

    private final ProjectModel model;
    private final TreeItem<Object> root = new TreeItem<>(new Group(""));
    private final TreeItem<Object> sweeps = new TreeItem<>(new Group("Sweeps"));
    private final Map<String, TreeItem<Object>> byExperiment = new HashMap<>();
    private boolean following;

    /** @param onExperiment told when one is chosen; a run also chooses its experiment, before {@code onRun} */
    public ProjectTreeView(
            ProjectModel model, Consumer<String> onExperiment, Consumer<RunItem> onRun, Consumer<SweepItem> onSweep) {
        this.model = model;
        getStyleClass().add("project-tree");
        setAccessibleText("Project");
        setRoot(root);
        setShowRoot(false);
        root.setExpanded(true);
        setCellFactory(owner -> new Cell());
        model.experiments().addListener((ListChangeListener<ExperimentItem>) change -> rebuild());
        model.sweeps().addListener((ListChangeListener<SweepItem>) change -> rebuild());
        sweeps.setExpanded(true);
        model.runs().addListener((ListChangeListener<RunItem>) this::runsChanged);
        getSelectionModel().selectedItemProperty().addListener((observed, former, item) -> {
            if (item != null && !following) {
                switch (item.getValue()) {
                    case ExperimentItem experiment -> onExperiment.accept(experiment.name());
                    case RunsOnly alone -> onExperiment.accept(alone.experiment());
                    case SweepItem sweep -> onSweep.accept(sweep);
                    case RunItem run -> {
                        onExperiment.accept(run.spec().experiment().name());
                        onRun.accept(run);
                    }
                    default -> {}
                }
            }
        });
        rebuild();
    }

    /** Marks an experiment that was chosen elsewhere. */
    public void select(String experiment) {
        TreeItem<Object> item = byExperiment.get(experiment);
        TreeItem<Object> now = getSelectionModel().getSelectedItem();
        if (item != null && (now == null || (now != item && now.getParent() != item))) {
            following = true;
            getSelectionModel().select(item);
            following = false;
        }
    }

    private void rebuild() {
        Object before = getSelectionModel().getSelectedItem() == null
                ? null
                : getSelectionModel().getSelectedItem().getValue();
        following = true;
        root.getChildren().clear();
        byExperiment.clear();
        for (ExperimentItem experiment : model.experiments()) {
            TreeItem<Object> item = new TreeItem<>(experiment);
            byExperiment.put(experiment.name(), item);
            root.getChildren().add(item);
        }
        sweeps.getChildren().clear();
        for (SweepItem sweep : model.sweeps()) {
            sweeps.getChildren().add(new TreeItem<>(sweep));
        }
        if (!model.sweeps().isEmpty()) {
            root.getChildren().add(sweeps);
        }
        addRuns(model.runs());
        if (before instanceof ExperimentItem experiment) {
            select(experiment.name());
        }
        following = false;
    }

    private void runsChanged(ListChangeListener.Change<? extends RunItem> change) {
        while (change.next()) {
            if (change.wasRemoved()) {
                rebuild();
                return;
            }
            addRuns(change.getAddedSubList());
        }
    }

    /** Newest first beneath their experiment; an experiment whose file is gone still keeps its runs in the tree. */
    private void addRuns(List<? extends RunItem> runs) {
        Map<TreeItem<Object>, List<TreeItem<Object>>> added = new LinkedHashMap<>();
        for (RunItem run : runs) {
            added.computeIfAbsent(parent(run.spec().experiment().name()), key -> new ArrayList<>())
                    .addFirst(new TreeItem<>(run));
        }
        added.forEach((parent, items) -> parent.getChildren().addAll(0, items));
    }

    private TreeItem<Object> parent(String experiment) {
        return byExperiment.computeIfAbsent(experiment, missing -> {
            Optional<TreeItem<Object>> sweep = sweeps.getChildren().stream()
                    .filter(item -> item.getValue() instanceof SweepItem one && one.has(missing))
                    // The name of one sweep may begin with that of another.
                    .max(Comparator.comparingInt(
                            item -> ((SweepItem) item.getValue()).sweep().length()));
            TreeItem<Object> item =
                    new TreeItem<>(new RunsOnly(missing, sweep.isPresent() ? missing : missing + " (runs only)"));
            sweep.orElse(root).getChildren().add(item);
            return item;
        });
    }

    private static final class Cell extends TreeCell<Object> {
        @Override
        protected void updateItem(@Nullable Object item, boolean empty) {
            super.updateItem(item, empty);
            getStyleClass().remove("broken");
            setTooltip(null);
            if (empty || item == null) {
                setText(null);
                return;
            }
            switch (item) {
                case ExperimentItem experiment -> {
                    setText(experiment.name());
                    if (experiment.spec() == null) {
                        getStyleClass().add("broken");
                        setText(experiment.name() + " (unreadable)");
                        setTooltip(new Tooltip(experiment.trouble()));
                    }
                }
                case RunItem run -> {
                    setText(run.title());
                    setTooltip(new Tooltip(run.id()));
                }
                case SweepItem sweep -> {
                    setText(sweep.name());
                    if (!sweep.trouble().isEmpty()) {
                        getStyleClass().add("broken");
                        setText(sweep.name() + " (unreadable)");
                        setTooltip(new Tooltip(sweep.trouble()));
                    }
                }
                case RunsOnly alone -> setText(alone.title());
                case Group group -> setText(group.title());
                default -> setText(item.toString());
            }
        }
    }
}
