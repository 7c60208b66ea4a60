package dev.foresight.app.shell;

/** What this machine computes with, in a few words for the status bar. */
final class Machine {
    private Machine() {}

    static String words() {
        int cores = Runtime.getRuntime().availableProcessors();
        return "CPU · " + cores + (cores == 1 ? " core" : " cores");
    }
}
