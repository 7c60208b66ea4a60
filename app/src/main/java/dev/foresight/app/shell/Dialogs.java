package dev.foresight.app.shell;

/** What the window asks a person before it acts; an interface so that actions are tested without a stage. */
interface Dialogs {
    void newExperiment();

    void openProject();

    void exportTable();

    void exportFigure();

    void switchTheme();

    void about();

    /** Closes the window, after asking what is to become of runs and edits. */
    void quit();
}
