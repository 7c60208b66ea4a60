package dev.foresight.engine.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds what somebody may have meant: known names by edit distance. */
public final class NearestNames {
    /** No name of ours is as long, and the work grows with the length. */
    private static final int LONGEST = 100;

    private NearestNames() {}

    /** Known names that differ in at most a third of their letters (two at least), nearest first; three at most. */
    public static List<String> of(String word, Collection<String> known) {
        if (word.length() > LONGEST) {
            return List.of();
        }
        String wanted = fold(word);
        return known.stream()
                .filter(name -> {
                    String candidate = fold(name);
                    int limit = Math.max(2, Math.max(wanted.length(), candidate.length()) / 3);
                    return distance(wanted, candidate) <= Math.min(limit, candidate.length() - 1)
                            || (wanted.length() >= 3 && candidate.startsWith(wanted));
                })
                .sorted(Comparator.<String>comparingInt(name -> distance(wanted, fold(name)))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(3)
                .toList();
    }

    /** A sentence that names the nearest names, where there are any, and all known ones. */
    public static String sentence(String what, String word, Collection<String> known) {
        List<String> nearest = of(word, known);
        String all = known.isEmpty() ? "there are no " + what : "known " + what + ": " + String.join(", ", known);
        return nearest.isEmpty() ? all : "did you mean " + String.join(" or ", nearest) + "? " + all;
    }

    /** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }

    private static String fold(String word) {
        return word.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }
}
