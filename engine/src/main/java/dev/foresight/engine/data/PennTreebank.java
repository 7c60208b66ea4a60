package dev.foresight.engine.data;

import com.google.auto.service.AutoService;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.spec.DataSpec;
import dev.foresight.engine.spec.Parameter;
import dev.foresight.engine.spec.SpecProblem;
import dev.foresight.engine.spec.Task;
import dev.foresight.engine.spec.TrainingSpec;
import dev.foresight.engine.spec.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A text corpus in the layout of Mikolov's preparation of the Penn TreeBank: one file each for training, validation and
 * test, tokens parted by spaces, one sentence a line. The vocabulary is that of the whole training file, also when only
 * its start is trained on.
 */
@AutoService(Dataset.class)
public final class PennTreebank implements Dataset {
    static final Parameter.Location FOLDER = new Parameter.Location(
            "folder",
            "Folder",
            "Folder with ptb.train.txt, ptb.valid.txt and ptb.test.txt, or another text in this layout. Empty: ptb in the"
                    + " data folder of this computer.",
            "");
    static final Parameter.Choice UNKNOWN = new Parameter.Choice(
            "unknown",
            "Unknown tokens",
            "What happens at a token of the validation or test text that the training text lacks: refuse the text, or"
                    + " read it as <unk>.",
            List.of("refuse", "unk"),
            "refuse");

    private static final String USUAL = "ptb";

    /** Sizes of vocabularies already counted, by state of the file; safe for any thread. */
    private final Map<FileState, Integer> sizes = new ConcurrentHashMap<>();

    @Override
    public String id() {
        return "ptb";
    }

    @Override
    public String title() {
        return "Penn TreeBank";
    }

    @Override
    public String summary() {
        return "Newspaper text of about a million words, or any text in the same layout; read from a folder of yours.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(FOLDER, UNKNOWN);
    }

    @Override
    public Task task() {
        return Task.LANGUAGE_MODEL;
    }

    @Override
    public List<SpecProblem> check(String path, DataSpec spec) {
        List<SpecProblem> problems = new ArrayList<>();
        try {
            TextFolder.find(folder(spec));
        } catch (DataException e) {
            String given = spec.set().parameters().get(FOLDER);
            problems.add(SpecProblem.error(
                    path + ".parameters." + FOLDER.name(),
                    given.isBlank() ? "nothing" : given,
                    String.valueOf(e.getMessage())));
        }
        problems.addAll(TextData.check(path, spec));
        return problems;
    }

    @Override
    public Shape input(DataSpec spec) {
        Path train = TextFolder.find(folder(spec)).train();
        FileState state;
        try {
            state = new FileState(train, Files.size(train), Files.getLastModifiedTime(train));
        } catch (IOException e) {
            throw new DataException(train + ": cannot be read (" + e.getMessage() + ")", e);
        }
        return new Shape.Tokens(sizes.computeIfAbsent(
                state, key -> Vocabulary.of(TextFile.read(train)).size()));
    }

    private record FileState(Path file, long bytes, FileTime changed) {}

    @Override
    public LoadedData load(DataSpec spec, TrainingSpec training) {
        Values values = spec.set().parameters();
        Path folder = folder(spec);
        TextFolder files = TextFolder.find(folder);
        boolean unknownAllowed = values.get(UNKNOWN).equals("unk");
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("set", id());
        facts.put("folder", folder.toString());
        TextFile train = TextFile.read(files.train());
        Vocabulary vocabulary = Vocabulary.of(train);
        return new TextData(
                vocabulary.size(),
                part(train, vocabulary, unknownAllowed, facts),
                part(TextFile.read(files.validation()), vocabulary, unknownAllowed, facts),
                part(TextFile.read(files.test()), vocabulary, unknownAllowed, facts),
                spec,
                training,
                facts);
    }

    private static TextData.Part part(
            TextFile text, Vocabulary vocabulary, boolean unknownAllowed, Map<String, String> facts) {
        Checksum.record(String.valueOf(text.file().getFileName()), text.content(), facts);
        return TextData.Part.of(
                text.file().toString(), vocabulary.encode(text, unknownAllowed), vocabulary.characters());
    }

    private static Path folder(DataSpec spec) {
        return DataHome.of(spec.set().parameters().get(FOLDER), USUAL);
    }
}
