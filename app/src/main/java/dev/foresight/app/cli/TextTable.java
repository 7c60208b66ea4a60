package dev.foresight.app.cli;

import java.util.List;

/** Rows of texts in columns: the first to the left, the others to the right, a line under the header. */
final class TextTable {
    private TextTable() {}

    /** @param rows all as long as the first, which is the header */
    static void append(List<List<String>> rows, StringBuilder text) {
        int[] width = new int[rows.getFirst().size()];
        rows.forEach(row -> {
            for (int i = 0; i < width.length; i++) {
                width[i] = Math.max(width[i], row.get(i).length());
            }
        });
        for (int r = 0; r < rows.size(); r++) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < width.length; i++) {
                String cell = rows.get(r).get(i);
                String pad = " ".repeat(Math.max(0, width[i] - cell.length()));
                line.append(i == 0 ? cell + pad : "  " + pad + cell);
            }
            text.append(line.toString().stripTrailing()).append('\n');
            if (r == 0) {
                text.append("-".repeat(line.length())).append('\n');
            }
        }
    }
}
