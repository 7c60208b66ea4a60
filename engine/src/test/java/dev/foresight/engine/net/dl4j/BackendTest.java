package dev.foresight.engine.net.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.net.dl4j.layers.ConvolutionConf;
import dev.foresight.engine.net.dl4j.layers.OneForwardConvolution;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class BackendTest {
    @Test
    void oneDnnIsEngagedWhereTheLibraryHasIt() {
        Map<String, String> facts = Backend.describe();
        assertThat(facts).containsKeys("backend", "nd4j", "variant", "oneDnn", "blas", "threads");
        assertThat(facts).doesNotContainValue("unknown");
        assumeThat(facts.get("variant")).contains("onednn");
        assertThat(facts).containsEntry("oneDnn", "true");
        assertThat(Backend.oneDnn()).isTrue();
    }

    @Test
    void convolutionsFindTheirOneDnnHelper() {
        assumeThat(Backend.oneDnn()).isTrue();
        Layer.Conv conv = (Layer.Conv) SmallNetworks.conv(3, 4, 3, 1, 1, true);
        NeuralNetConfiguration conf = new NeuralNetConfiguration.Builder()
                .layer(ConvolutionConf.of("conv", conv))
                .build();
        assertThat(new OneForwardConvolution(conf, DataType.FLOAT).oneDnn()).isTrue();
    }

    @Test
    void threadsAreThoseThatWereAsked() {
        Backend.threads(1);
        assertThat(Backend.describe()).containsEntry("threads", "1");
        Backend.threads(2);
        assertThat(Backend.describe()).containsEntry("threads", "2");
    }
}
