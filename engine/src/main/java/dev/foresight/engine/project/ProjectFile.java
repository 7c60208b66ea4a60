package dev.foresight.engine.project;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.foresight.engine.run.SmallFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What {@code project.json} says.
 *
 * @param name for people
 * @param description may be empty
 */
record ProjectFile(String name, String description) {
    static final int FORMAT = 1;
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();

    static ProjectFile read(Path file) {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(SmallFile.read(file));
        } catch (JsonProcessingException e) {
            throw new ProjectException(
                    file,
                    "not valid JSON at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new ProjectException(file, "cannot be read; check that the file is there and readable", e);
        }
        JsonNode format = tree.path("format");
        if (!format.canConvertToInt() || format.intValue() < 1) {
            throw new ProjectException(
                    file, "\"format\": 1 is missing, so this is not the file of a Foresight project");
        }
        if (format.intValue() > FORMAT) {
            throw new ProjectException(
                    file,
                    "written by a newer version (format " + format.intValue() + "); this version reads format "
                            + FORMAT);
        }
        if (!tree.path("name").isTextual() || tree.path("name").textValue().isBlank()) {
            throw new ProjectException(file, "\"name\" with the project's name in quotes is missing");
        }
        String name = tree.path("name").textValue();
        String description = tree.path("description").asText("");
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(name + description)) {
            throw new ProjectException(
                    file, "\"name\" or \"description\" holds half a character (\\\\ud800 to \\\\udfff)");
        }
        return new ProjectFile(name, description);
    }

    String json() {
        return MAPPER.createObjectNode()
                        .put("format", FORMAT)
                        .put("name", name)
                        .put("description", description)
                        .toPrettyString()
                + "\n";
    }
}
