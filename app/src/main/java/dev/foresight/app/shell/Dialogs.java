package dev.foresight.app.shell;

import dev.foresight.app.compare.ComparisonViewModel.Chart;

/** What the window asks a person before it acts; an interface so that actions are tested without a stage. */
interface Dialogs {
    void newProject();

    void newExperiment();

    void openProject();

    void exportTable();

    void exportFigure(Chart chart);

    void switchTheme();

    void about();

    /** Closes the window, after asking what is to become of runs and edits. */
    void quit();
}
