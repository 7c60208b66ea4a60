package dev.foresight.plots.network;

import dev.foresight.engine.arch.Architecture;
import dev.foresight.engine.graph.LayerGraph;
import java.util.Map;

/** The page that leads to the pages of all networks. */
public final class NetworkIndex {
    /** Name of its file. */
    public static final String FILE = "README.md";

    private NetworkIndex() {}

    /** The page, in Markdown, with the networks in the order of the map. */
    public static String of(Map<Architecture, LayerGraph> networks) {
        StringBuilder page = new StringBuilder("""
                # The networks

                What each network is made of, where it was published, and what differs here from other versions of it. \
                Sizes and counts are those of the default parameters.

                | network | `architecture.id` | input | parameters | what it is |
                |---|---|---|--:|---|
                """);
        networks.forEach((architecture, graph) -> page.append("| [%s](%s) | `%s` | %s | %s | %s |\n"
                .formatted(
                        architecture.title(),
                        NetworkPage.file(architecture),
                        architecture.id(),
                        graph.input().text(),
                        LayerWords.count(graph.parameterCount()),
                        architecture.summary())));
        return page + "\n" + NetworkPage.ORIGIN + "\n";
    }
}
