package dev.foresight.plots.table;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a map of runs is asked for.
 *
 * @param x the field of the columns, by its path or by the end of it that no other field has
 * @param y the field of the rows
 * @param where values that fields have to have, by path, for a run to count
 * @param question by which value of a run
 */
public record MapQuestion(String x, String y, Map<String, String> where, Question question) {
    public MapQuestion {
        where = Collections.unmodifiableMap(new LinkedHashMap<>(where));
    }
}
