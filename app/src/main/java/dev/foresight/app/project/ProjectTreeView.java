package dev.foresight.app.project;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import org.jspecify.annotations.Nullable;

/** The project as a tree: experiments, and beneath each its runs. */
public final class ProjectTreeView extends TreeView<Object> {
    /** A line that only groups others. */
    private record Group(String title) {}

    private final ProjectModel model;
    private final TreeItem<Object> root = new TreeItem<>(new Group(""));
    private final Map<String, TreeItem<Object>> byExperiment = new HashMap<>();
    private boolean following;

    /** @param onExperiment told when one is chosen; a run also chooses its experiment, before {@code onRun} */
    public ProjectTreeView(ProjectModel model, Consumer<String> onExperiment, Consumer<RunItem> onRun) {
        this.model = model;
        getStyleClass().add("project-tree");
        setAccessibleText("Project");
        setRoot(root);
        setShowRoot(false);
        root.setExpanded(true);
        setCellFactory(owner -> new Cell());
        model.experiments().addListener((ListChangeListener<ExperimentItem>) change -> rebuild());
        model.runs().addListener((ListChangeListener<RunItem>) this::runsChanged);
        getSelectionModel().selectedItemProperty().addListener((observed, former, item) -> {
            if (item != null && !following) {
                switch (item.getValue()) {
                    case ExperimentItem experiment -> onExperiment.accept(experiment.name());
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
        model.runs().forEach(this::addRun);
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
            change.getAddedSubList().forEach(this::addRun);
        }
    }

    /** Newest first beneath its experiment; an experiment whose file is gone still keeps its runs in the tree. */
    private void addRun(RunItem run) {
        String name = run.spec().experiment().name();
        TreeItem<Object> parent = byExperiment.computeIfAbsent(name, missing -> {
            TreeItem<Object> item = new TreeItem<>(new Group(missing + " (runs only)"));
            root.getChildren().add(item);
            return item;
        });
        parent.getChildren().addFirst(new TreeItem<>(run));
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
                case Group group -> setText(group.title());
                default -> setText(item.toString());
            }
        }
    }
}
