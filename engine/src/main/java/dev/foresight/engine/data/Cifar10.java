package dev.foresight.engine.data;

import com.google.auto.service.AutoService;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.spec.DataSpec;
import dev.foresight.engine.spec.Parameter;
import dev.foresight.engine.spec.SpecProblem;
import dev.foresight.engine.spec.Task;
import dev.foresight.engine.spec.TrainingSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * CIFAR-10 (A. Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009) in its binary form: images
 * [3,32,32] of 10 classes, 50,000 for training and 10,000 for the test. Never read from the pickled form.
 */
@AutoService(Dataset.class)
public final class Cifar10 implements Dataset {
    static final Parameter.Location FOLDER = new Parameter.Location(
            "folder",
            "Folder",
            "Folder with data_batch_1.bin to data_batch_5.bin and test_batch.bin. Empty: cifar-10-batches-bin in the data"
                    + " folder of this computer.",
            "");
    static final Parameter.Whole SUBSET_SEED = new Parameter.Whole(
            "subsetSeed",
            "Subset seed",
            "Decides which training images are held out for validation and which are used. The same for all runs of an"
                    + " experiment.",
            0,
            Long.MAX_VALUE,
            0L);

    private static final String USUAL = "cifar-10-batches-bin";
    private static final List<String> TRAIN =
            List.of("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin");
    private static final String TEST = "test_batch.bin";
    private static final Shape.Image SHAPE = new Shape.Image(3, 32, 32);
    private static final Normalisation NORMALISATION =
            new Normalisation(new float[] {.4914f, .4822f, .4465f}, new float[] {.2023f, .1994f, .2010f});

    private final int recordsPerFile;

    public Cifar10() {
        this(10_000);
    }

    /** The same set with shorter files, for tests. */
    Cifar10(int recordsPerFile) {
        this.recordsPerFile = recordsPerFile;
    }

    @Override
    public String id() {
        return "cifar10";
    }

    @Override
    public String title() {
        return "CIFAR-10";
    }

    @Override
    public String summary() {
        return "60,000 small photographs of 10 classes; read from the folder where you unpacked the binary version.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(FOLDER, SUBSET_SEED);
    }

    @Override
    public Task task() {
        return Task.IMAGE_CLASSIFICATION;
    }

    @Override
    public List<SpecProblem> check(String path, DataSpec spec) {
        List<SpecProblem> problems = new ArrayList<>();
        String where = path + ".parameters." + FOLDER.name();
        String given = spec.set().parameters().get(FOLDER);
        Path folder;
        try {
            folder = folder(spec);
        } catch (DataException e) {
            return List.of(SpecProblem.error(where, given, String.valueOf(e.getMessage())));
        }
        if (!Files.isDirectory(folder)) {
            problems.add(SpecProblem.error(
                    where,
                    given.isBlank() ? "nothing" : given,
                    "there is no folder " + folder
                            + "; download cifar-10-binary.tar.gz from https://www.cs.toronto.edu/~kriz/cifar.html,"
                            + " unpack it there, or name the folder " + USUAL + " that you have"));
        } else {
            CifarRecords records = new CifarRecords(recordsPerFile);
            for (String name : Stream.concat(TRAIN.stream(), Stream.of(TEST)).toList()) {
                records.problem(folder.resolve(name))
                        .ifPresent(problem -> problems.add(SpecProblem.error(where, given, problem)));
            }
        }
        problems.addAll(ImageChecks.counts(path, spec, (long) TRAIN.size() * recordsPerFile));
        return problems;
    }

    @Override
    public Shape input(DataSpec spec) {
        return SHAPE;
    }

    @Override
    public LoadedData load(DataSpec spec, TrainingSpec training) {
        Path folder = folder(spec);
        CifarRecords records = new CifarRecords(recordsPerFile);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("set", id());
        facts.put("folder", folder.toString());
        ImagePart train = records.read(TRAIN.stream().map(folder::resolve).toList(), facts);
        ImagePart test = records.read(List.of(folder.resolve(TEST)), facts);
        ImageData.Given given = new ImageData.Given(SHAPE, CifarRecords.CLASSES, NORMALISATION, train, test);
        return new ImageData(
                given, spec, training.batch(), spec.set().parameters().get(SUBSET_SEED), facts);
    }

    /** The folder meant, or the one of the usual name inside it when the archive was unpacked there. */
    private static Path folder(DataSpec spec) {
        Path folder = DataHome.of(spec.set().parameters().get(FOLDER), USUAL);
        Path inside = folder.resolve(USUAL);
        return Files.isDirectory(inside) ? inside : folder;
    }
}
