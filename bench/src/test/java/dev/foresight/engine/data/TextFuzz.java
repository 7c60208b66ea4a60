package dev.foresight.engine.data;

import dev.foresight.bench.fuzz.FuzzInput;
import dev.foresight.engine.net.Batch;
import dev.foresight.engine.spec.Amount;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.DataSpec;
import dev.foresight.engine.spec.SpecDefaults;
import dev.foresight.engine.spec.Task;
import dev.foresight.engine.spec.TrainingSpec;
import dev.foresight.engine.spec.Values;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The three texts of a corpus: refused as a {@link DataException}, or every token of the first batch is in the vocabulary. */
public final class TextFuzz {
    private static final Path FOLDER = FuzzInput.folder();
    private static final PennTreebank SET = new PennTreebank();
    private static final TrainingSpec TRAINING = SpecDefaults.training(Task.LANGUAGE_MODEL, Amount.epochs(1));

    private TextFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        List<byte[]> texts = FuzzInput.parts(input, 3);
        List<String> names = List.of("train.txt", "valid.txt", "test.txt");
        for (int i = 0; i < names.size(); i++) {
            FuzzInput.write(FOLDER.resolve(names.get(i)), texts.get(i));
        }
        boolean unknownAllowed = input.length > 0 && input[0] == ' ';
        Values values = new Values(Map.of("folder", FOLDER.toString(), "unknown", unknownAllowed ? "unk" : "refuse"));
        DataSpec spec = new DataSpec(new ComponentSpec(SET.id(), values), 0, 0, DataSpec.Augmentation.NONE);
        try {
            SET.check("data", spec);
            LoadedData data = SET.load(spec, TRAINING.withBatch(2));
            Batch.Tokens first = (Batch.Tokens) data.training(1, 0, 0);
            for (int token : first.inputs()) {
                if (token < 0 || token >= data.outputs()) {
                    throw new AssertionError("token " + token + " of " + data.outputs());
                }
            }
        } catch (DataException expected) {
            // Not UTF-8, without words, too short or with unknown tokens.
        }
    }
}
