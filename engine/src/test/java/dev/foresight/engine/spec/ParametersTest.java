package dev.foresight.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParametersTest {
    private static final List<Parameter> DECLARED = List.of(
            new Parameter.Whole("hidden", "Hidden", "", 1, 4096, 200L),
            new Parameter.Real("width", "Width", "", 0, Double.MAX_VALUE, 1.0),
            new Parameter.Flag("tied", "Tied", "", true),
            new Parameter.Choice("decay", "Decay", "", List.of("all", "matrices"), "all"),
            new Parameter.Location("folder", "Folder", "", ""));

    @Test
    void fittingValuesPass() {
        assertThat(check(Map.of("hidden", 4096, "width", 2L, "tied", false, "decay", "matrices", "folder", "x")))
                .isEmpty();
        assertThat(check(Map.of())).isEmpty();
    }

    @Test
    void everyMisfitIsNamedWithWhatIsAllowed() {
        assertThat(check(Map.of("hidden", 0L)))
                .singleElement()
                .hasToString("p.hidden: found 0; a whole number from 1 to 4096");
        assertThat(check(Map.of("hidden", 3.5))).hasSize(1);
        assertThat(check(Map.of("width", -0.5)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.allowed()).isEqualTo("a number of at least 0.0"));
        assertThat(check(Map.of("width", Double.NaN))).hasSize(1);
        assertThat(check(Map.of("tied", "yes")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.allowed()).isEqualTo("true or false"));
        assertThat(check(Map.of("decay", "matrix"))).hasSize(1);
        assertThat(check(Map.of("folder", 3L))).hasSize(1);
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNearest() {
        assertThat(check(Map.of("hiden", 3L))).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("p.hiden");
            assertThat(problem.allowed()).contains("did you mean hidden?").contains("folder");
        });
    }

    @Test
    void nearestNamesIgnoreCaseAndHyphensAndKeepQuietOnStrangers() {
        assertThat(NearestNames.of("VGG11BN", List.of("mlp", "vgg11-bn", "lstm")))
                .containsExactly("vgg11-bn");
        assertThat(NearestNames.of("shpaes", List.of("shapes", "grammar"))).containsExactly("shapes");
        assertThat(NearestNames.of("zebra", List.of("mlp", "vgg11-bn", "lstm"))).isEmpty();
        assertThat(NearestNames.distance("abcd", "acbd")).isEqualTo(1);
    }

    private static List<SpecProblem> check(Map<String, Object> values) {
        return Parameters.check("p", DECLARED, new Values(values));
    }
}
