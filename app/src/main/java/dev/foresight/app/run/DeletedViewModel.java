package dev.foresight.app.run;

import dev.foresight.app.project.LogLine;
import dev.foresight.app.project.ProjectModel;
import dev.foresight.app.project.RunItem;
import dev.foresight.app.task.TaskRunner;
import dev.foresight.engine.project.DeletedRuns;
import dev.foresight.engine.project.Project;
import dev.foresight.engine.run.RunDirectory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/** Deleting runs, bringing them back, and removing them for good. Lives on the view's thread. */
public final class DeletedViewModel {
    private final TaskRunner tasks;
    private final ProjectModel project;
    private final Consumer<Notice> notices;

    /** What was deleted since the project was opened, last first. */
    private final Deque<List<RunDirectory>> undoable = new ArrayDeque<>();

    private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper();

    /**
     * What may be removed for good.
     *
     * @param bytes what that frees
     */
    public record Bin(DeletedRuns folder, List<RunDirectory> runs, long bytes) {
        /** {@code 3 runs, 1.2 GB}. */
        public String words() {
            return count(runs.size()) + ", " + size(bytes);
        }
    }

    DeletedViewModel(TaskRunner tasks, ProjectModel project, Consumer<Notice> notices) {
        this.tasks = tasks;
        this.project = project;
        this.notices = notices;
        project.project().addListener(observed -> {
            undoable.clear();
            canUndo.set(false);
        });
    }

    /** Whether runs deleted since the project was opened can be brought back. */
    public ReadOnlyBooleanProperty canUndo() {
        return canUndo.getReadOnlyProperty();
    }

    void delete(List<RunItem> runs) {
        project.delete(runs, moved -> {
            if (!moved.to().isEmpty()) {
                undoable.push(moved.to());
                canUndo.set(true);
            }
            String refused = moved.trouble().isEmpty()
                    ? ""
                    : count(moved.trouble().size()) + " could not be deleted: "
                            + moved.trouble().getFirst();
            String done =
                    moved.to().isEmpty() ? "" : "Deleted " + count(moved.to().size()) + ". ";
            notices.accept(
                    moved.to().isEmpty()
                            ? new Notice(refused, "Try Again", () -> delete(runs))
                            : new Notice((done + refused).strip(), "Undo", this::undo));
        });
    }

    /** Brings back what was deleted last. */
    public void undo() {
        List<RunDirectory> last = undoable.poll();
        canUndo.set(!undoable.isEmpty());
        if (last != null) {
            restore(last);
        }
    }

    /** Brings back all that was ever deleted and not removed for good. */
    public void restoreAll() {
        look(bin -> {
            undoable.clear();
            canUndo.set(false);
            restore(bin.runs());
        });
    }

    private void restore(List<RunDirectory> runs) {
        project.restore(runs, restored -> {
            restored.forEach(run -> run.shown().set(true));
            tell("Brought back " + count(restored.size()) + ".");
        });
    }

    private void tell(String text) {
        project.tell(new LogLine("window", "notice", text));
        notices.accept(Notice.plain(text));
    }

    /** Finds out what lies deleted. */
    public void look(Consumer<Bin> then) {
        Project current = project.project().get();
        if (current == null) {
            return;
        }
        tasks.run(
                "Looking at the deleted runs",
                () -> {
                    DeletedRuns folder = current.deleted();
                    List<RunDirectory> runs = folder.list();
                    return new Bin(folder, runs, folder.bytes(runs));
                },
                then);
    }

    /** Removes for good exactly what a person has agreed to; what was deleted meanwhile stays. */
    public void empty(Bin bin) {
        List<List<RunDirectory>> left = undoable.stream()
                .map(batch ->
                        batch.stream().filter(run -> !bin.runs().contains(run)).toList())
                .filter(batch -> !batch.isEmpty())
                .toList();
        undoable.clear();
        undoable.addAll(left);
        canUndo.set(!undoable.isEmpty());
        tasks.run(
                "Removing deleted runs",
                () -> {
                    bin.folder().remove(bin.runs());
                    return bin;
                },
                gone -> tell("Removed for good: " + gone.words() + "."));
    }

    private static String count(int runs) {
        return runs == 1 ? "1 run" : runs + " runs";
    }

    private static String size(long bytes) {
        String[] units = {"bytes", "kB", "MB", "GB", "TB"};
        double number = bytes;
        int unit = 0;
        while (number >= 1000 && unit < units.length - 1) {
            number /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || number >= 10 ? "%.0f %s" : "%.1f %s", number, units[unit]);
    }
}
