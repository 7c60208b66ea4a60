package dev.foresight.app.cli;

import dev.foresight.engine.arch.Architecture;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.spec.Registry;
import dev.foresight.plots.network.NetworkDrawing;
import dev.foresight.plots.network.NetworkIndex;
import dev.foresight.plots.network.NetworkPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foresight network}: what a network is made of, as a page with a drawing. */
@Command(
        name = "network",
        description = {
            "Lists the networks, or shows what one of them is made of: layers, shapes, parameters, source.",
            "With --out it writes the page and a drawing; without ID the pages of all networks and an index."
        },
        mixinStandardHelpOptions = true)
final class NetworkCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "the network, such as resnet34")
    private @Nullable String id;

    @Option(
            names = "--set",
            paramLabel = "name=value",
            description = {"a parameter of the network; may be repeated", "for example --set width=0.25"})
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(
            names = "--input",
            paramLabel = "SHAPE",
            description = "CHANNELSxHEIGHTxWIDTH of the images, by default 3x32x32; or the size of the vocabulary, by"
                    + " default 10000")
    private @Nullable String input;

    @Option(names = "--outputs", paramLabel = "N", description = "classes, by default 10")
    private @Nullable Integer outputs;

    @Option(names = "--out", paramLabel = "DIR", description = "folder for the page and the drawing")
    private @Nullable Path out;

    NetworkCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (id == null) {
            if (!set.isEmpty() || input != null || outputs != null) {
                throw new CommandException(
                        ExitCode.USAGE,
                        "--set, --input and --outputs are for one network; name it, as in: network mlp");
            }
            all();
            return ExitCode.OK;
        }
        BuiltNetwork network = BuiltNetwork.of(BuiltNetwork.architecture(id), set, input, outputs);
        if (out == null) {
            console.out().print(page(network));
        } else {
            write(network, out);
        }
        return ExitCode.OK;
    }

    private void all() {
        Map<Architecture, LayerGraph> networks = new LinkedHashMap<>();
        for (Architecture architecture : Registry.of(Architecture.class).all()) {
            if (out == null) {
                console.out().printf("%-14s %s. %s%n", architecture.id(), architecture.title(), architecture.summary());
            } else {
                BuiltNetwork network = BuiltNetwork.usual(architecture);
                write(network, out);
                networks.put(architecture, network.graph());
            }
        }
        if (out != null) {
            write(out.resolve(NetworkIndex.FILE), NetworkIndex.of(networks));
        }
    }

    private static String page(BuiltNetwork network) {
        return NetworkPage.of(network.architecture(), network.values(), network.graph());
    }

    private void write(BuiltNetwork network, Path folder) {
        Architecture architecture = network.architecture();
        write(folder.resolve(NetworkPage.file(architecture)), page(network));
        write(
                folder.resolve(NetworkPage.drawing(architecture)),
                NetworkDrawing.of(architecture.title(), network.graph()));
    }

    private void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be written; choose a folder that you may write to", e);
        }
        console.out().println("wrote " + file);
    }
}
