package dev.foresight.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.ScheduleSpec;
import dev.foresight.engine.spec.SpecJson;
import dev.foresight.engine.spec.SpecRanges;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the numbers of bench/peers/make_schedules.py. */
class LrScheduleTest {
    private static JsonNode golden() throws IOException {
        try (InputStream in = LrScheduleTest.class.getResourceAsStream("/golden/schedules.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    static Stream<JsonNode> cases() throws IOException {
        return StreamSupport.stream(golden().path("cases").spliterator(), false);
    }

    private static ExperimentSpec spec(String schedule) {
        return SpecJson.read("""
                {"format": 1, "name": "a", "task": "image-classification", "architecture": {"id": "mlp"},
                 "data": {"id": "shapes"}, "arms": [{"name": "a", "rule": {"id": "adamw"}}],
                 "training": {"length": {"epochs": 2}, "schedule": %s}}""".formatted(schedule), "a test");
    }

    /** PyTorch goes from epoch to epoch, which rounds more often than a closed form. */
    @ParameterizedTest
    @MethodSource("cases")
    void hasTheRatesOfPyTorch(JsonNode given) throws IOException {
        ExperimentSpec spec = spec(given.path("schedule").toString());
        assertThat(SpecRanges.check(spec)).isEmpty();
        assertThat(SpecJson.read(SpecJson.write(spec), "what was written")).isEqualTo(spec);
        double rate = golden().path("rate").asDouble();
        LrSchedule schedule = new LrSchedule(spec.training().schedule(), rate);
        JsonNode rates = given.path("rates");
        assertThat(rates.size()).isGreaterThan(4);
        for (int epoch = 0; epoch < rates.size(); epoch++) {
            assertThat(schedule.at(epoch))
                    .as(given + " epoch " + epoch)
                    .isCloseTo(rates.get(epoch).asDouble(), within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\": \"step\", \"every\": 0}",
                "{\"kind\": \"cosine\", \"epochs\": 0}",
                "{\"kind\": \"cosine\", \"epochs\": 5, \"last\": 1.5}",
                "{\"kind\": \"one-cycle\", \"epochs\": 5, \"rise\": 0.1}",
                "{\"kind\": \"one-cycle\", \"epochs\": 5, \"rise\": 1}",
                "{\"kind\": \"warm-up\", \"epochs\": 5, \"then\": {\"kind\": \"step\", \"every\": -1}}"
            })
    void whatCannotBeIsRefused(String schedule) {
        assertThat(SpecRanges.check(spec(schedule))).singleElement().satisfies(problem -> {
            assertThat(problem.isError()).isTrue();
            assertThat(problem.path()).startsWith("training.schedule.");
        });
    }

    @Test
    void aWarmUpIsNotFollowedByAnother() {
        String schedule = "{\"kind\": \"warm-up\", \"epochs\": 5, \"then\": {\"kind\": \"warm-up\", \"epochs\": 5}}";
        assertThatThrownBy(() -> spec(schedule)).hasMessageContaining("training.schedule.then.kind");
    }

    @Test
    void cosineAndOneCycleStayAtTheirEnd() {
        assertThat(new LrSchedule(new ScheduleSpec.Cosine(5, 0.2), 1).at(50)).isEqualTo(0.2);
        assertThat(new LrSchedule(new ScheduleSpec.OneCycle(5, 0.4, 0.1, 0.01), 1).at(50))
                .isEqualTo(0.01);
    }

    @Test
    void constantStaysAsItIs() {
        assertThat(new LrSchedule(new ScheduleSpec.Constant(), 0.1).at(12345)).isEqualTo(0.1);
    }

    @Test
    void multiStepDropsAtTheStartOfEachEpochNamed() {
        LrSchedule schedule = new LrSchedule(new ScheduleSpec.MultiStep(List.of(2L, 3L), 0.1), 1);
        assertThat(schedule.at(1)).isEqualTo(1);
        assertThat(schedule.at(2)).isEqualTo(0.1);
        assertThat(schedule.at(3)).isEqualTo(0.1 * 0.1);
    }
}
