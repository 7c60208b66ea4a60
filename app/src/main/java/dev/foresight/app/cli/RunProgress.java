package dev.foresight.app.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Tells how runs get on: one line that is overwritten on a terminal; elsewhere a line for each start, evaluation and end,
 * and one every half minute between them. Used by one thread.
 */
final class RunProgress {
    private static final int BAR = 20;
    private static final Duration QUIET = Duration.ofSeconds(30);
    /** Evaluations that follow each other faster than this are not all told. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final PrintWriter out;
    private final boolean terminal;
    private final int width;
    private final List<RunView> runs;
    private final Instant begun = Instant.now();
    private final Set<RunView> started = new HashSet<>();
    private final Set<RunView> ended = new HashSet<>();
    private final Map<RunView, Integer> evaluations = new HashMap<>();
    private Instant spoken = begun;
    /** Part of all runs that was done when the first step was seen, and when that was. */
    private double fractionAtStart = -1;

    private Instant trainingSince = begun;

    /** @param terminal whether lines can be overwritten */
    RunProgress(List<RunView> runs, PrintWriter out, boolean terminal, int width) {
        this.runs = runs;
        this.out = out;
        this.terminal = terminal;
        this.width = width;
    }

    /** Whether standard error is a terminal as far as Java can tell. */
    static boolean onTerminal() {
        return System.console() != null && System.console().isTerminal();
    }

    /** Columns of the terminal, where the shell tells. */
    static int columns() {
        String columns = System.getenv("COLUMNS");
        return columns != null && columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : 100;
    }

    /** Reads the folders and says what is new. */
    void update() {
        for (RunView run : runs) {
            if (ended.contains(run)) {
                continue;
            }
            boolean over = run.status().ended();
            run.refresh();
            if (run.step() > 0 && started.add(run) && !terminal) {
                line(number(run) + run.label() + ": training");
            }
            int count = run.evaluationCount();
            if (count > evaluations.getOrDefault(run, 0) && run.step() > 0) {
                evaluations.put(run, count);
                if (!over && !terminal && silence().compareTo(PAUSE) >= 0) {
                    line(number(run) + state(run));
                }
            }
            if (over) {
                ended.add(run);
                line(number(run) + run.label() + ": " + run.ending() + quality(run));
            }
        }
        if (terminal) {
            bar();
        } else if (silence().compareTo(QUIET) >= 0) {
            runs.stream()
                    .filter(run -> started.contains(run) && !ended.contains(run))
                    .forEach(run -> line(number(run) + state(run)));
        }
        out.flush();
    }

    /** Leaves the terminal in order. */
    void finish() {
        if (terminal) {
            out.print("\r\033[K");
            out.flush();
        }
    }

    private Duration silence() {
        return Duration.between(spoken, Instant.now());
    }

    private void line(String text) {
        out.print(terminal ? "\r\033[K" : "");
        out.println(text);
        spoken = Instant.now();
    }

    private void bar() {
        RunView current = runs.stream()
                .filter(run -> started.contains(run) && !ended.contains(run))
                .findFirst()
                .orElse(null);
        double done = fraction();
        int full = (int) Math.round(done * BAR);
        String text = "[" + "#".repeat(full) + "-".repeat(BAR - full) + "] "
                + String.format(Locale.ROOT, "%3.0f %%  ", 100 * done)
                + estimate(done)
                + (current == null ? "preparing" : number(current) + state(current));
        out.print("\r\033[K" + text.substring(0, Math.min(text.length(), width - 1)));
    }

    private String number(RunView run) {
        return "[" + (runs.indexOf(run) + 1) + "/" + runs.size() + "] ";
    }

    private static String state(RunView run) {
        return run.label() + ": " + run.position() + String.format(Locale.ROOT, "  loss %.4f", run.loss())
                + quality(run);
    }

    private static String quality(RunView run) {
        return run.finalValue().isEmpty()
                ? ""
                : "  " + Quality.SPLIT + " " + run.quality().metric().title() + " "
                        + run.quality().shown(run.finalValue().getAsDouble());
    }

    private double fraction() {
        return runs.stream()
                .mapToDouble(run -> ended.contains(run) ? 1 : run.fraction())
                .average()
                .orElse(1);
    }

    /** Time left if the rest goes as fast as what has been trained. */
    private String estimate(double done) {
        if (fractionAtStart < 0) {
            if (started.isEmpty()) {
                return "";
            }
            fractionAtStart = done;
            trainingSince = Instant.now();
        }
        double trained = done - fractionAtStart;
        Duration spent = Duration.between(trainingSince, Instant.now());
        if (trained <= 0.005 || spent.toSeconds() < 3) {
            return "";
        }
        return rounded((1 - done) / trained * spent.toMillis() / 1000) + "  ";
    }

    /** A time as coarse as an estimate deserves. */
    static String rounded(double seconds) {
        if (seconds < 50) {
            return "about " + Math.max(5, 5 * Math.round(seconds / 5)) + " s left";
        }
        if (seconds < 5400) {
            return "about " + Math.max(1, Math.round(seconds / 60)) + " min left";
        }
        return String.format(Locale.ROOT, "about %.1f h left", seconds / 3600);
    }
}
