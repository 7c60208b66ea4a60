package dev.foresight.app.run;

import dev.foresight.app.project.RunItem;
import dev.foresight.engine.run.RunStatus;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** All that can be done with the selected runs; each is enabled where it makes sense for at least one of them. */
public final class RunCommands {
    private final RunsViewModel runs;
    final RunCommand start;
    final RunCommand resume;
    final RunCommand proceed;
    final RunCommand pause;
    final RunCommand stopAndKeep;
    final RunCommand stop;
    final RunCommand checkpoint;
    final RunCommand again;
    final RunCommand duplicate;
    final RunCommand showOnly;
    final RunCommand delete;
    private final ReadOnlyStringWrapper whyNoResume = new ReadOnlyStringWrapper("");

    /** @param onDuplicate opens a run's experiment under a new name */
    public RunCommands(RunsViewModel runs, Consumer<RunItem> onDuplicate) {
        this.runs = runs;
        start = each(
                "start-runs",
                "_Start",
                "F9",
                "run",
                "Puts waiting runs into the queue",
                runs::startable,
                run -> runs.start(run));
        resume = each(
                "resume-runs",
                "Res_ume",
                "Shortcut+F9",
                "resume",
                "Lets paused runs go on with their next step",
                RunCommands::isPaused,
                runs::resume);
        proceed = each(
                "proceed-runs",
                "Resume from _Last Checkpoint",
                "Shift+F9",
                "resume",
                "Queues stopped and failed runs again; they go on from their last checkpoint, or from the start where "
                        + "there is none",
                runs::resumable,
                run -> runs.start(run));
        pause = each(
                "pause-runs",
                "_Pause",
                "F8",
                "pause",
                "Lets runs wait after their step; they keep their slot and memory",
                run -> run.status().get() == RunStatus.RUNNING,
                runs::pause);
        stopAndKeep = each(
                "stop-runs",
                "Stop and _Keep",
                "Shift+F2",
                "stop",
                "Writes a checkpoint and ends the runs, so that they can go on without repeating a step; takes queued "
                        + "runs out of the queue",
                runs::stoppable,
                run -> runs.stop(run, true));
        stop = each(
                "stop-runs-now",
                "Stop _Without Checkpoint",
                "",
                "stop",
                "Ends the runs at their next step; what was measured is kept, and they can go on from their last "
                        + "checkpoint, or from the start where there is none",
                runs::stoppable,
                run -> runs.stop(run, false));
        checkpoint = each(
                "checkpoint-runs",
                "_Checkpoint Now",
                "Shortcut+Shift+K",
                "checkpoint",
                "Writes a checkpoint at the next step; the runs go on",
                run -> run.status().get() == RunStatus.RUNNING,
                runs::checkpoint);
        again = new RunCommand(
                runs,
                "run-again",
                "Run A_gain with the Same Seed",
                "Shortcut+R",
                "again",
                "Makes new runs of the same experiment, arm and seed and shows them beside the old ones",
                selected -> !selected.isEmpty(),
                runs::again);
        duplicate = new RunCommand(
                runs,
                "duplicate-run",
                "_Duplicate as Experiment",
                "Shortcut+D",
                "duplicate",
                "Opens the experiment of this run under a new name, to be edited",
                selected -> selected.size() == 1,
                selected -> onDuplicate.accept(selected.getFirst()));
        showOnly = new RunCommand(
                runs,
                "show-only-runs",
                "Show _Only These Runs",
                "",
                "show",
                "Puts exactly these runs into the charts",
                selected -> !selected.isEmpty(),
                runs::showOnly);
        delete = new RunCommand(
                runs,
                "delete-runs",
                "_Delete",
                "Shortcut+Delete",
                "delete",
                "Moves the runs' folders to the project's deleted runs; Undo brings them back",
                selected -> !selected.isEmpty() && selected.stream().allMatch(runs::deletable),
                runs::delete);
        InvalidationListener change = observed -> {
            all().forEach(RunCommand::refresh);
            whyNoResume.set(
                    resume.enabled().get() || proceed.enabled().get() ? "" : RunWords.notResumable(runs.selected()));
        };
        runs.selected().addListener(change);
        runs.changes().addListener((observed, former, now) -> change.invalidated(observed));
    }

    /** Why nothing of the selection can be resumed, in a sentence; empty where something can. */
    ReadOnlyStringProperty whyNoResume() {
        return whyNoResume.getReadOnlyProperty();
    }

    /** In the order of the menu. */
    public List<RunCommand> all() {
        return List.of(
                start, resume, proceed, pause, stopAndKeep, stop, checkpoint, again, duplicate, showOnly, delete);
    }

    private static boolean isPaused(RunItem run) {
        return run.status().get() == RunStatus.PAUSED;
    }

    private RunCommand each(
            String id,
            String name,
            String keys,
            String icon,
            String tip,
            Predicate<RunItem> fits,
            Consumer<RunItem> work) {
        return new RunCommand(
                runs,
                id,
                name,
                keys,
                icon,
                tip,
                selected -> selected.stream().anyMatch(fits),
                selected -> selected.stream().filter(fits).forEach(work));
    }
}
