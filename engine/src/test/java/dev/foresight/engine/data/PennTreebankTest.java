package dev.foresight.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.foresight.engine.data.LoadedData.Split;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.net.Batch;
import dev.foresight.engine.spec.DataSpec;
import dev.foresight.engine.spec.DataSpec.Augmentation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PennTreebankTest {
    /** Indices 0 1 2 | 0 3 4 2 | 2 | 3 with <eos> = 2: the last line has no end. */
    private static final String TRAIN = " a b \n a c d\n\nc";

    private static final String LONG = "a b c d\n".repeat(6);

    @TempDir
    Path folder;

    private final PennTreebank set = new PennTreebank();

    @BeforeEach
    void writeFiles() throws IOException {
        write("x.train.txt", TRAIN);
        write("x.valid.txt", LONG);
        write("x.test.txt", "a b\n");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private DataSpec spec(long train, long validation, String unknown) {
        return DataSpecs.data("ptb", Map.of("folder", folder.toString(), "unknown", unknown), train, validation);
    }

    private LoadedData load(DataSpec spec, int batch, int bptt) {
        return set.load(spec, DataSpecs.training(batch, bptt));
    }

    private LoadedData load() {
        return load(spec(0, 0, "refuse"), 1, 4);
    }

    @Test
    void tokensAreNumberedByFirstOccurrenceAndLinesEndWithEos() {
        LoadedData data = load();

        assertThat(set.input(spec(0, 0, "refuse"))).isEqualTo(new Shape.Tokens(5));
        assertThat(data.outputs()).isEqualTo(5);
        assertThat(tokens(data.training(1, 0, 0)).inputs()).containsExactly(0, 1, 2, 0);
        assertThat(tokens(data.training(1, 0, 0)).targetTokens()).containsExactly(1, 2, 0, 3);
        // The last line "c" gets its <eos> although no line break follows it.
        assertThat(tokens(data.training(1, 0, 2)).inputs()).containsExactly(3);
        assertThat(tokens(data.training(1, 0, 2)).targetTokens()).containsExactly(2);
        assertThat(data.stepsPerEpoch(1, 0)).isEqualTo(3);
    }

    private static Batch.Tokens tokens(Batch batch) {
        return (Batch.Tokens) batch;
    }

    @Test
    void streamsAreCutAsPyTorchsWordLanguageModelDoes() {
        int[] text = new int[17];
        for (int i = 0; i < text.length; i++) {
            text[i] = 10 + i;
        }
        // By hand: three streams of five, 10..14, 15..19, 20..24; 25 and 26 are dropped; segments of 3 and 1 steps.
        TokenStreams streams = new TokenStreams(text, 3, 3);

        assertThat(streams.segments()).isEqualTo(2);
        assertThat(streams.segment(0).inputs()).containsExactly(10, 15, 20, 11, 16, 21, 12, 17, 22);
        assertThat(streams.segment(0).targetTokens()).containsExactly(11, 16, 21, 12, 17, 22, 13, 18, 23);
        assertThat(streams.segment(1).inputs()).containsExactly(13, 18, 23);
        assertThat(streams.segment(1).targetTokens()).containsExactly(14, 19, 24);
        assertThat(streams.segment(1).time()).isEqualTo(1);
        assertThat(streams.segment(1).streams()).isEqualTo(3);
        assertThatThrownBy(() -> streams.segment(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(new TokenStreams(text, 3, 4).segments()).isEqualTo(1);
    }

    @Test
    void validationHasTenStreamsAndTheTestOne() {
        LoadedData data = load();

        assertThat(data.splits()).containsExactly(Split.VALIDATION, Split.TEST);
        assertThat(data.evaluation(Split.VALIDATION))
                .allSatisfy(b -> assertThat(tokens(b).streams()).isEqualTo(10));
        assertThat(data.evaluation(Split.TEST)).singleElement().satisfies(batch -> {
            assertThat(tokens(batch).inputs()).containsExactly(0, 1);
            assertThat(tokens(batch).targetTokens()).containsExactly(1, 2);
        });
        assertThat(data.bestPerplexity(Split.TEST)).isEmpty();
    }

    @Test
    void aTokenStandsForItsCharactersAndWhatPartsItFromTheNext() throws IOException {
        write("x.train.txt", "the cat\n<unk> sät\n");
        write("x.valid.txt", "the cat\n".repeat(10));
        write("x.test.txt", "the sät\n");
        LoadedData data = load();
        // The targets are "sät" with its space, and the end of the line.
        assertThat(data.characters(Split.TEST)).hasValue(4 + 1);
        // Ten streams of three tokens, of which the first is no target.
        assertThat(data.characters(Split.VALIDATION)).hasValue(10 * (4 + 1));
    }

    @Test
    void inATextOfSingleCharactersEachTokenIsOne() {
        assertThat(load().characters(Split.TEST)).hasValue(2);
    }

    @Test
    void limitsTakeTheStartOfTheTextAndKeepTheVocabulary() {
        LoadedData data = load(spec(5, 20, "refuse"), 2, 4);
        List<Batch> validation = new ArrayList<>();
        data.evaluation(Split.VALIDATION).forEach(validation::add);

        assertThat(tokens(data.training(1, 0, 0)).inputs()).containsExactly(0, 2);
        assertThat(data.stepsPerEpoch(1, 0)).isEqualTo(1);
        assertThat(data.outputs()).isEqualTo(5);
        assertThat(validation)
                .singleElement()
                .satisfies(batch -> assertThat(batch.targets()).isEqualTo(10));
        assertThat(data.provenance()).containsEntry("trainTokens", "5").containsKey("x.train.txt.sha256");
    }

    @Test
    void missingFolderAndFileAreNamed() throws IOException {
        Files.delete(folder.resolve("x.valid.txt"));
        assertThat(set.check("data", spec(0, 0, "refuse"))).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("data.parameters.folder");
            assertThat(problem.toString()).contains("x.valid.txt", "missing", "ptb.valid.txt");
        });
        DataSpec nowhere =
                DataSpecs.data("ptb", Map.of("folder", folder.resolve("no").toString()), 0, 0);
        assertThat(set.check("data", nowhere)).singleElement().asString().contains("no such folder");
        assertThatThrownBy(() -> load(nowhere, 1, 4)).isInstanceOf(DataException.class);
    }

    @Test
    void twoCorporaInOneFolderAreRefused() throws IOException {
        write("y.train.txt", "a");

        assertThat(set.check("data", spec(0, 0, "refuse")))
                .singleElement()
                .asString()
                .contains("x.train.txt", "y.train.txt");
    }

    @Test
    void emptyTextIsRefused() throws IOException {
        write("x.train.txt", "\n \n");

        assertThatThrownBy(this::load)
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("x.train.txt", "no word", "3 bytes");
    }

    @Test
    void tokenMissingFromTheVocabularyIsNamedWithFileAndLine() throws IOException {
        write("x.test.txt", "a b\nb zebra\n");

        assertThatThrownBy(this::load)
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("x.test.txt", "line 2", "\"zebra\"", "5 tokens", "no <unk>");
    }

    @Test
    void missingTokenIsReadAsUnkOnlyOnRequest() throws IOException {
        write("x.train.txt", "<unk> " + TRAIN);
        write("x.test.txt", "a b\nb zebra\n");

        assertThatThrownBy(this::load)
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("zebra", "line 2", "set the parameter unknown to \"unk\"");
        Batch test =
                load(spec(0, 0, "unk"), 1, 9).evaluation(Split.TEST).iterator().next();
        assertThat(tokens(test).inputs()).containsExactly(1, 2, 3, 2, 0);
    }

    @Test
    void invalidUtf8IsRefusedWithLineAndOffset() throws IOException {
        Files.write(folder.resolve("x.valid.txt"), new byte[] {'a', '\n', 'b', ' ', (byte) 0xE9, ' ', 'c'});

        assertThatThrownBy(this::load)
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("x.valid.txt", "line 2", "byte offset 4", "0xE9", "UTF-8");
    }

    @Test
    void validUtf8BeyondAsciiIsRead() throws IOException {
        write("x.train.txt", "müßig 漢字 😀\n a b c d");

        assertThat(set.input(spec(0, 0, "refuse"))).isEqualTo(new Shape.Tokens(8));
    }

    @Test
    void vocabularyIsCountedAgainWhenTheFileChanges() throws IOException {
        set.input(spec(0, 0, "refuse"));
        write("x.train.txt", TRAIN + " e f");

        assertThat(set.input(spec(0, 0, "refuse"))).isEqualTo(new Shape.Tokens(7));
    }

    @Test
    void textTooShortForItsStreamsIsRefused() {
        assertThatThrownBy(() -> load(spec(0, 0, "refuse"), 6, 4))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("x.train.txt", "found 10 tokens", "at least 12", "6 parallel streams");
    }

    @Test
    void imagesAugmentationAndTooFewValidationTokensAreRefused() {
        DataSpec spec = DataSpecs.data("ptb", Map.of("folder", folder.toString()), -1, 19, Augmentation.CROP_FLIP);

        assertThat(set.check("data", spec))
                .extracting(problem -> problem.path())
                .containsExactly("data.augmentation", "data.validationExamples", "data.trainExamples");
    }
}
