package dev.foresight.engine.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.SpecJson;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an arm has at the paths that a sweep varies, whether the sweep gave it that value or it had it before. */
public final class CellValues {
    private CellValues() {}

    /**
     * @param paths as a sweep names them; those of any arm are read of this one
     * @return texts without quotes, other values as JSON, empty where the arm has none; by path
     */
    public static Map<String, String> of(ExperimentSpec experiment, ArmSpec arm, Collection<String> paths) {
        JsonNode tree = SpecJson.tree(experiment.withArms(List.of(arm)));
        Map<String, String> values = new LinkedHashMap<>();
        for (String path : paths) {
            JsonNode node = tree;
            for (String part : path.split("\\.")) {
                node = part.startsWith("arms[") ? node.path("arms").path(0) : node.path(part);
            }
            values.put(path, node.isValueNode() ? node.asText() : node.isMissingNode() ? "" : node.toString());
        }
        return values;
    }
}
