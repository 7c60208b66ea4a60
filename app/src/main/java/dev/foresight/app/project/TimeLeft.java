package dev.foresight.app.project;

/** Durations as a person would say them: rounded, and never more exact than they are. */
public final class TimeLeft {
    private TimeLeft() {}

    /** {@code about 10 minutes left}. */
    public static String words(double seconds) {
        return seconds < 50 ? "less than a minute left" : "about " + length(seconds) + " left";
    }

    /** {@code ~10 min}, for a table. */
    public static String brief(double seconds) {
        if (seconds < 50) {
            return "< 1 min";
        }
        long minutes = minutes(seconds);
        return minutes < 90 ? "~" + minutes + " min" : "~" + Math.round(minutes / 60.0) + " h";
    }

    private static String length(double seconds) {
        long minutes = minutes(seconds);
        if (minutes < 90) {
            return minutes == 1 ? "a minute" : minutes + " minutes";
        }
        long hours = Math.round(minutes / 60.0);
        return hours < 48 ? hours + " hours" : Math.round(hours / 24.0) + " days";
    }

    /** Whole minutes up to ten, then steps of five. */
    private static long minutes(double seconds) {
        long minutes = Math.max(1, Math.round(seconds / 60));
        return minutes <= 10 ? minutes : Math.round(minutes / 5.0) * 5;
    }
}
