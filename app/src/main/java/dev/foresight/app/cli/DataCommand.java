package dev.foresight.app.cli;

import dev.foresight.engine.data.DataArchive;
import dev.foresight.engine.data.DataHome;
import dev.foresight.engine.data.Dataset;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.DataSpec;
import dev.foresight.engine.spec.Parameter;
import dev.foresight.engine.spec.Registry;
import dev.foresight.engine.spec.Values;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code foresight data}: what is done with data sets outside a run. */
@Command(name = "data", description = "Brings in data sets.", mixinStandardHelpOptions = true)
final class DataCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** {@code foresight data import}: unpacks an archive that may come from anywhere. */
    @Command(
            name = "import",
            description =
                    "Unpacks a downloaded archive (.tar, .tar.gz, .zip) into a folder for data. What would leave the"
                            + " folder, links, and archives that unpack without bounds are refused, and leave nothing.",
            mixinStandardHelpOptions = true)
    static final class Import implements Callable<Integer> {
        private static final long MEBIBYTE = 1 << 20;
        private static final long SECOND = 1_000_000_000L;

        private final Console console;
        private long told = System.nanoTime();

        @Parameters(paramLabel = "ARCHIVE", description = "the archive, as it was downloaded")
        @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
        private Path archive;

        @Option(
                names = "--into",
                paramLabel = "FOLDER",
                description = "where the data's own folder is made; by default the data folder of this computer")
        private @Nullable Path into;

        @Option(names = "--replace", description = "puts it in the place of a folder that is there")
        private boolean replace;

        Import(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            if (!Files.isRegularFile(archive)) {
                throw new CommandException(
                        ExitCode.ENVIRONMENT,
                        archive + ": there is no such file; name the archive that you downloaded");
            }
            Path home = into == null ? DataHome.folder() : into;
            Path folder = new DataArchive(archive, this::tell).unpack(home, replace);
            console.out().println("unpacked to " + folder);
            List<String> readers = readers(folder);
            for (String id : readers) {
                console.out().println("the data set " + id + " reads it: --set data.parameters.folder=" + folder);
            }
            if (readers.isEmpty()) {
                console.err()
                        .println(
                                "note: no data set of this program reads that folder; see docs/data.md for their files");
            }
            return ExitCode.OK;
        }

        /** Data sets that find all their files in a folder. */
        private static List<String> readers(Path folder) {
            return Registry.of(Dataset.class).all().stream()
                    .filter(set -> set.parameters().stream().anyMatch(Parameter.Location.class::isInstance))
                    .filter(set ->
                            set.check("data", new DataSpec(at(set, folder), 0, 0, DataSpec.Augmentation.NONE)).stream()
                                    .noneMatch(problem ->
                                            problem.isError() && problem.path().startsWith("data.parameters")))
                    .map(Dataset::id)
                    .toList();
        }

        private static ComponentSpec at(Dataset set, Path folder) {
            return new ComponentSpec(
                    set.id(),
                    new Values(set.parameters().stream()
                            .filter(Parameter.Location.class::isInstance)
                            .collect(Collectors.toMap(
                                    Parameter::name,
                                    parameter -> folder.toAbsolutePath().toString()))));
        }

        private void tell(long bytes) {
            long now = System.nanoTime();
            if (now - told > SECOND) {
                told = now;
                console.err().printf(Locale.ROOT, "%,d MB unpacked%n", bytes / MEBIBYTE);
                console.err().flush();
            }
        }
    }
}
