package dev.foresight.app.shell;

import dev.foresight.app.compare.ComparisonViewModel.Chart;
import dev.foresight.app.project.RunItem;

/** What the window asks a person before it acts; an interface so that actions are tested without a stage. */
interface Dialogs {
    void newProject();

    void newExperiment();

    void openProject();

    void exportTable();

    void exportFigure(Chart chart);

    void exportMap();

    /** Opens the experiment of a run under a new name, after asking what is to become of edits. */
    void duplicate(RunItem run);

    /** Asks for a sweep of the experiment in the form, and writes it. */
    void newSweep();

    /** Asks what is to become of the sweep shown, and writes it. */
    void editSweep();

    /** Asks how many seeds to add to the sweep shown, and adds them. */
    void moreSeeds();

    /** Removes the deleted runs for good, after asking. */
    void emptyDeleted();

    void switchTheme();

    void about();

    /** Closes the window, after asking what is to become of runs and edits. */
    void quit();
}
