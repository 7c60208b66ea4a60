package dev.foresight.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.engine.arch.Architecture;
import dev.foresight.engine.data.Dataset;
import dev.foresight.engine.optim.UpdateRule;
import dev.foresight.engine.spec.Component;
import dev.foresight.engine.spec.Parameter;
import dev.foresight.engine.spec.Parameters;
import dev.foresight.engine.spec.Registry;
import dev.foresight.engine.spec.SpecJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keeps docs/experiment-spec.md in step with what is registered. */
class ExperimentSpecDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "experiment-spec.md");

    @Test
    void everyComponentAndParameterIsDescribedAsDeclared() throws IOException {
        List<String> lines = new ArrayList<>();
        describe(Registry.of(Architecture.class), lines);
        describe(Registry.of(Dataset.class), lines);
        describe(Registry.of(UpdateRule.class), lines);
        assertThat(Files.readAllLines(DOCUMENT)).containsAll(lines);
    }

    @Test
    void theExampleCanBeRead() throws IOException {
        String text = Files.readString(DOCUMENT);
        int from = text.indexOf("```json") + "```json".length();
        assertThat(SpecJson.read(text.substring(from, text.indexOf("```", from)), "the example")
                        .runs())
                .hasSize(4);
    }

    private static <C extends Component> void describe(Registry<C> registry, List<String> lines) {
        for (C component : registry.all()) {
            lines.add("| `" + component.id() + "` | | | | " + text(component.title() + ". " + component.summary())
                    + " |");
            for (Parameter parameter : component.parameters()) {
                Object value = parameter.defaultValue();
                lines.add("| | `" + parameter.name() + "` | " + (value.equals("") ? "empty" : "`" + value + "`") + " | "
                        + Parameters.allowed(parameter) + " | " + text(parameter.help()) + " |");
            }
        }
    }

    private static String text(String plain) {
        return plain.replace("<", "&lt;");
    }
}
