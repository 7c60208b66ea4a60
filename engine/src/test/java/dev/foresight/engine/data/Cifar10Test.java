package dev.foresight.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foresight.engine.data.LoadedData.Split;
import dev.foresight.engine.net.Batch;
import dev.foresight.engine.spec.DataSpec;
import dev.foresight.engine.spec.SpecProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in the published form with 4 records each; image i of the training part has every pixel of channel c = 3i+c. */
class Cifar10Test {
    private static final int RECORDS = 4;

    @TempDir
    Path folder;

    private final Cifar10 set = new Cifar10(RECORDS);

    @BeforeEach
    void writeFiles() throws IOException {
        for (int file = 1; file <= 5; file++) {
            Files.write(folder.resolve("data_batch_" + file + ".bin"), content((file - 1) * RECORDS));
        }
        Files.write(folder.resolve("test_batch.bin"), content(20));
    }

    private static byte[] content(int firstImage) {
        byte[] content = new byte[RECORDS * 3073];
        for (int record = 0; record < RECORDS; record++) {
            int image = firstImage + record;
            content[record * 3073] = (byte) (image % 10);
            for (int c = 0; c < 3; c++) {
                Arrays.fill(content, record * 3073 + 1 + c * 1024, record * 3073 + 1 + (c + 1) * 1024, (byte)
                        (3 * image + c));
            }
        }
        return content;
    }

    private DataSpec spec(long train, long validation) {
        return DataSpecs.data("cifar10", Map.of("folder", folder.toString()), train, validation);
    }

    private LoadedData load(DataSpec spec) {
        return set.load(spec, DataSpecs.training(3, 0));
    }

    @Test
    void goodFilesHaveNoProblem() {
        assertThat(set.check("data", spec(0, 5))).isEmpty();
    }

    @Test
    void everyImageIsReadWithItsLabelAndNormalised() {
        LoadedData data = load(spec(0, 0));
        List<Integer> seen = new ArrayList<>();
        for (int position = 0; position < data.stepsPerEpoch(1, 0); position++) {
            Batch.Images batch = (Batch.Images) data.training(1, 0, position);
            for (int i = 0; i < batch.labels().length; i++) {
                float red = batch.pixels()[i * 3072];
                int image = Math.round((red * .2023f + .4914f) * 255 / 3);
                seen.add(image);
                assertThat(batch.labels()[i]).isEqualTo(image % 10);
                assertThat(batch.pixels()[i * 3072 + 2 * 1024 + 1023])
                        .isEqualTo(((3 * image + 2) / 255f - .4465f) / .2010f);
            }
        }

        assertThat(data.stepsPerEpoch(1, 0)).isEqualTo(7);
        assertThat(seen).hasSize(20).doesNotHaveDuplicates();
        assertThat(data.splits()).containsExactly(Split.TEST);
    }

    @Test
    void heldOutImagesAreNotTrainedOn() {
        LoadedData data = load(spec(10, 6));
        List<Float> trained = new ArrayList<>();
        for (int position = 0; position < data.stepsPerEpoch(1, 0); position++) {
            trained.addAll(firstPixels(data.training(1, 0, position)));
        }
        List<Float> heldOut = new ArrayList<>();
        data.evaluation(Split.VALIDATION).forEach(batch -> heldOut.addAll(firstPixels(batch)));

        assertThat(trained).hasSize(10).doesNotContainAnyElementsOf(heldOut);
        assertThat(heldOut).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void smallerSubsetLiesInTheLargerAndValidationStays() {
        List<Float> small = new ArrayList<>();
        LoadedData few = load(spec(5, 6));
        for (int position = 0; position < few.stepsPerEpoch(1, 0); position++) {
            small.addAll(firstPixels(few.training(1, 0, position)));
        }
        List<Float> large = new ArrayList<>();
        LoadedData many = load(spec(12, 6));
        for (int position = 0; position < many.stepsPerEpoch(1, 0); position++) {
            large.addAll(firstPixels(many.training(9, 3, position)));
        }

        assertThat(large).containsAll(small);
        assertThat(validation(few)).isEqualTo(validation(many));
    }

    @Test
    void subsetSeedChangesTheValidationPart() {
        DataSpec other = DataSpecs.data("cifar10", Map.of("folder", folder.toString(), "subsetSeed", 1L), 0, 6);

        assertThat(validation(load(other))).isNotEqualTo(validation(load(spec(0, 6))));
    }

    private static List<Float> validation(LoadedData data) {
        List<Float> pixels = new ArrayList<>();
        data.evaluation(Split.VALIDATION).forEach(batch -> pixels.addAll(firstPixels(batch)));
        return pixels;
    }

    private static List<Float> firstPixels(Batch batch) {
        List<Float> firsts = new ArrayList<>();
        for (int i = 0; i < batch.targets(); i++) {
            firsts.add(((Batch.Images) batch).pixels()[i * 3072]);
        }
        return firsts;
    }

    @Test
    void testPartKeepsTheFilesOrder() {
        List<Integer> labels = new ArrayList<>();
        load(spec(0, 0)).evaluation(Split.TEST).forEach(batch -> {
            for (int label : ((Batch.Images) batch).labels()) {
                labels.add(label);
            }
        });

        assertThat(labels).containsExactly(0, 1, 2, 3);
    }

    @Test
    void provenanceNamesEveryFilesChecksum() throws IOException {
        Map<String, String> provenance = load(spec(10, 6)).provenance();

        assertThat(provenance)
                .containsEntry("data_batch_3.bin.bytes", "12292")
                .containsEntry(
                        "data_batch_3.bin.sha256",
                        Checksum.sha256(Files.readAllBytes(folder.resolve("data_batch_3.bin"))))
                .containsKey("test_batch.bin.sha256")
                .containsEntry("trainExamples", "10");
        assertThat(Checksum.sha256(new byte[0]))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void missingFolderIsAProblemThatSaysWhereToPutIt() {
        DataSpec spec = DataSpecs.data(
                "cifar10", Map.of("folder", folder.resolve("nowhere").toString()), 0, 0);

        assertThat(set.check("data", spec)).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("data.parameters.folder");
            assertThat(problem.toString()).contains("nowhere", "cifar-10-binary.tar.gz");
        });
        assertThatThrownBy(() -> load(spec)).isInstanceOf(DataException.class).hasMessageContaining("missing");
    }

    @Test
    void missingFileIsNamed() throws IOException {
        Files.delete(folder.resolve("data_batch_4.bin"));

        assertRefused("data_batch_4.bin", "missing", "12,292 bytes");
    }

    @Test
    void truncatedFileIsRefusedWithRecordAndOffset() throws IOException {
        Files.write(folder.resolve("data_batch_2.bin"), Arrays.copyOf(content(0), 9_000));

        assertRefused(
                "data_batch_2.bin", "truncated", "record 3", "offset 9,000", "found 9,000", "expected 12,292 bytes");
    }

    @Test
    void oversizedFileIsRefusedWithTheSurplus() throws IOException {
        Files.write(folder.resolve("test_batch.bin"), Arrays.copyOf(content(0), 12_295));

        assertRefused("test_batch.bin", "too large", "3 bytes after record 4", "found 12,295", "expected 12,292 bytes");
    }

    private void assertRefused(String... facts) {
        assertThat(set.check("data", spec(0, 0)))
                .singleElement()
                .extracting(SpecProblem::toString)
                .asString()
                .contains(facts);
        assertThatThrownBy(() -> load(spec(0, 0)))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll(facts)
                .hasMessageContaining("cifar-10-binary.tar.gz");
    }

    @Test
    void wrongLabelIsRefusedWithRecordAndOffset() throws IOException {
        byte[] content = content(0);
        content[2 * 3073] = (byte) 200;
        Files.write(folder.resolve("data_batch_5.bin"), content);

        assertThatThrownBy(() -> load(spec(0, 0)))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll(
                        "data_batch_5.bin", "record 3", "offset 6,146", "found label 200", "allowed 0 to 9");
    }

    @Test
    void moreExamplesThanThereAreAreRefused() {
        assertThat(set.check("data", spec(15, 6)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).contains("data.trainExamples", "15", "14"));
        assertThat(set.check("data", spec(0, 20)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).contains("data.validationExamples", "20", "19"));
        assertThat(set.check("data", spec(-1, -1))).isNotEmpty();
    }

    @Test
    void folderAboveIsFoundToo() throws IOException {
        Path inside = Files.createDirectory(folder.resolve("cifar-10-batches-bin"));
        for (String name : List.of(
                "data_batch_1.bin",
                "data_batch_2.bin",
                "data_batch_3.bin",
                "data_batch_4.bin",
                "data_batch_5.bin",
                "test_batch.bin")) {
            Files.move(folder.resolve(name), inside.resolve(name));
        }

        assertThat(set.check("data", spec(0, 0))).isEmpty();
        assertThat(load(spec(0, 0)).outputs()).isEqualTo(10);
    }
}
