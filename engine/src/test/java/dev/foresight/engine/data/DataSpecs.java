package dev.foresight.engine.data;

import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.DataSpec;
import dev.foresight.engine.spec.SpecDefaults;
import dev.foresight.engine.spec.Task;
import dev.foresight.engine.spec.TrainingSpec;
import dev.foresight.engine.spec.Values;
import java.util.Map;

/** Short ways to write specs in the tests of this package. */
final class DataSpecs {
    private DataSpecs() {}

    static DataSpec data(String id, Map<String, Object> values, long train, long validation) {
        return data(id, values, train, validation, DataSpec.Augmentation.NONE);
    }

    static DataSpec data(
            String id, Map<String, Object> values, long train, long validation, DataSpec.Augmentation augmentation) {
        return new DataSpec(new ComponentSpec(id, new Values(values)), train, validation, augmentation);
    }

    static TrainingSpec training(int batch, int bptt) {
        return SpecDefaults.training(Task.LANGUAGE_MODEL, Amount.epochs(1))
                .withBatch(batch)
                .withBptt(bptt);
    }
}
