package dev.foresight.engine.net.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.foresight.engine.net.dl4j.compiled.OneDnn;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackendTest {
    @Test
    void oneDnnIsEngagedWhereTheLibraryHasIt() {
        Map<String, String> facts = Backend.describe();
        assertThat(facts).containsKeys("backend", "nd4j", "variant", "oneDnn", "compiled", "blas", "threads");
        assertThat(facts).doesNotContainValue("unknown");
        assertThat(facts).containsEntry("compiled", OneDnn.available() ? "2.5.2" : "none");
        assumeThat(facts.get("variant")).contains("onednn");
        assertThat(facts).containsEntry("oneDnn", "true");
        assertThat(Backend.oneDnn()).isTrue();
    }

    @Test
    void threadsAreThoseThatWereAsked() {
        Backend.threads(1);
        assertThat(Backend.describe()).containsEntry("threads", "1");
        Backend.threads(2);
        assertThat(Backend.describe()).containsEntry("threads", "2");
    }
}
