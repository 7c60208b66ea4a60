package dev.foresight.plots.style;

/** Texts in CSV files, made safe for spreadsheets. */
public final class CsvText {
    private CsvText() {}

    /**
     * A text that no spreadsheet takes for a formula: one that begins with = + - @, a tab or a carriage return gets an
     * apostrophe in front. Numbers must not go through here.
     */
    public static String disarmed(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    /** {@link #disarmed} and quoted where commas, quotes or line ends ask for it. */
    public static String cell(String text) {
        String safe = disarmed(text);
        boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
