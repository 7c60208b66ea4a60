package dev.foresight.engine.run;

import java.nio.file.Path;
import java.util.List;

/** Reads what has been appended to a log since the last call; a torn last line waits until it is whole. */
public final class LogFollower {
    private final Path file;

    LogFollower(Path file) {
        this.file = file;
    }

    /** The header's columns are skipped for CSV; each row is split at commas. An absent file has no rows yet. */
    public List<String[]> newRows() {
        throw new UnsupportedOperationException(file.toString());
    }
}
