package dev.foresight.app.cli;

import java.nio.file.Path;
import java.util.List;

final class ResultFiles {
    private ResultFiles() {}

    static List<Path> write(Comparison comparison, Path figures) {
        return List.of();
    }
}
