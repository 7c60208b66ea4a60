package dev.foresight.engine.spec;

import dev.foresight.bench.fuzz.FuzzInput;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code --set path=value}, a change a line, applied to a sound experiment. */
public final class SpecChangesFuzz {
    private static final String SPEC = """
            {
              "format": 1, "name": "tiny", "task": "image-classification",
              "architecture": {"id": "mlp", "parameters": {"hidden": 8}},
              "data": {"id": "shapes"},
              "arms": [{"name": "AdamW", "rule": {"id": "adamw"}}, {"name": "WP", "rule": {"id": "adamw"}, "horizon": 1}],
              "training": {"length": {"steps": 3}}
            }
            """;

    private SpecChangesFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        Map<String, String> changes = new LinkedHashMap<>();
        FuzzInput.text(input).lines().forEach(line -> {
            int at = line.indexOf('=');
            if (at >= 0) {
                changes.put(line.substring(0, at), line.substring(at + 1));
            }
        });
        try {
            SpecRanges.check(SpecJson.read(SPEC, "the experiment", changes));
        } catch (InvalidSpecException expected) {
            // The change is refused with its path.
        }
    }
}
