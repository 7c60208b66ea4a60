package dev.foresight.plots.network;

import dev.foresight.engine.arch.Architecture;
import dev.foresight.engine.graph.Layer;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.LayerGraph.Node;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.graph.Tensor;
import dev.foresight.engine.spec.Parameter;
import dev.foresight.engine.spec.Parameters;
import dev.foresight.engine.spec.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A network as a page of Markdown: drawing, source, what differs from other variants, parameters, blocks, layers. */
public final class NetworkPage {
    static final String ORIGIN =
            "*Written by `foresight network --out docs/networks`: change the architecture, not the page.*";

    private final Architecture architecture;
    private final Values values;
    private final LayerGraph graph;
    private final StringBuilder page = new StringBuilder();

    private NetworkPage(Architecture architecture, Values values, LayerGraph graph) {
        this.architecture = architecture;
        this.values = values;
        this.graph = graph;
    }

    /**
     * The page of a network that {@code architecture} built from {@code values}; its drawing is to lie beside it under
     * {@link #drawing}.
     */
    public static String of(Architecture architecture, Values values, LayerGraph graph) {
        return new NetworkPage(architecture, values, graph).write();
    }

    /** Name of the drawing's file. */
    public static String drawing(Architecture architecture) {
        return architecture.id() + ".svg";
    }

    /** Name of the page's file. */
    public static String file(Architecture architecture) {
        return architecture.id() + ".md";
    }

    private String write() {
        line("# " + architecture.title());
        line("");
        line(architecture.summary() + " Built with " + parameters() + " for "
                + graph.input().text() + " and "
                + graph.output().text() + ", it has " + LayerWords.count(graph.parameterCount())
                + " trained parameters" + statistics() + ".");
        line("");
        line("![The layers of " + architecture.title() + "](" + drawing(architecture) + ")");
        line("");
        legend();
        line("## Source");
        line("");
        line(architecture.source());
        line("");
        line("## What differs from other published variants");
        line("");
        architecture.differences().forEach(difference -> line("- " + difference));
        line("");
        declared();
        sizes();
        blocks();
        layers();
        line(ORIGIN);
        return page.toString();
    }

    private void line(String text) {
        page.append(text).append('\n');
    }

    private String parameters() {
        return values.given().isEmpty()
                ? "its default parameters"
                : values.given().entrySet().stream()
                        .map(entry -> "`" + entry.getKey() + "` = " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }

    private String statistics() {
        long entries = graph.tensors().stream()
                .filter(tensor -> !tensor.kind().trained())
                .mapToLong(Tensor::size)
                .sum();
        return entries == 0
                ? ""
                : " and " + LayerWords.count(entries)
                        + " running statistics, whose means start from 0 and variances from 1";
    }

    private void declared() {
        line("## Parameters of the architecture");
        line("");
        line("| parameter | default | allowed | what it is |");
        line("|---|---|---|---|");
        for (Parameter parameter : architecture.parameters()) {
            line("| `" + parameter.name() + "` | `" + parameter.defaultValue() + "` | " + Parameters.allowed(parameter)
                    + " | " + parameter.help() + " |");
        }
        line("");
    }

    private void legend() {
        StringBuilder words = new StringBuilder();
        if (graph.nodes().stream().anyMatch(node -> node.layer() instanceof Layer.Conv)) {
            words.append(
                    "In the drawing `3×3 conv 64 /2` is a convolution with 64 output channels and stride 2, and `BN`"
                            + " is batch normalisation. ");
        }
        if (Outline.of(graph).stream().anyMatch(part -> part.repeats() > 1)) {
            words.append("A number such as `×3` stands for as many parts that follow each other and are built alike;"
                    + " their parameters are added up.");
        }
        if (!words.isEmpty()) {
            line(words.toString().strip());
            line("");
        }
    }

    /** Parameter counts for other values of each parameter that has an influence on them. */
    private void sizes() {
        List<String> rows = new ArrayList<>();
        for (Parameter parameter : architecture.parameters()) {
            List<String> counts = new ArrayList<>();
            for (Object value : SomeValues.of(parameter)) {
                LayerGraph other = architecture.build(
                        values.with(parameter.name(), value), graph.input(), outputs(graph.output()));
                counts.add(LayerWords.count(other.parameterCount()));
                rows.add("| `" + parameter.name() + "` = " + value + " | " + counts.getLast() + " |");
            }
            if (counts.stream().distinct().count() < 2) {
                rows.subList(rows.size() - counts.size(), rows.size()).clear();
            }
        }
        if (!rows.isEmpty()) {
            line("| with everything else as on this page | parameters |");
            line("|---|--:|");
            rows.forEach(this::line);
            line("");
        }
    }

    private static int outputs(Shape shape) {
        return switch (shape) {
            case Shape.Features features -> features.size();
            case Shape.Sequence sequence -> sequence.features();
            case Shape.Image image -> image.channels();
            case Shape.Tokens tokens -> tokens.vocabulary();
        };
    }

    private void blocks() {
        line("## Blocks");
        line("");
        line("| block | times | output | parameters |");
        line("|---|--:|--:|--:|");
        for (Part part : Outline.of(graph)) {
            line("| " + part.name() + " | " + (part.repeats() > 1 ? part.repeats() : "") + " | "
                    + LayerWords.sizes(part.output()) + " | " + LayerWords.count(part.parameters()) + " |");
        }
        line("| **all** | | | **" + LayerWords.count(graph.parameterCount()) + "** |");
        line("");
    }

    private void layers() {
        line("## Layers");
        line("");
        line("A layer reads the one above it unless the table says otherwise. Sizes are those of one example, without"
                + " the batch. U(±a) is the uniform distribution on [-a, a], N(0, d²) the normal one with deviation d; a"
                + " number alone is a constant.");
        line("");
        line("| layer | what it is | reads | output | parameters | starts from |");
        line("|---|---|---|--:|--:|---|");
        Map<String, Shape> shapes = graph.shapes();
        String above = LayerGraph.INPUT;
        for (Node node : graph.nodes()) {
            boolean next = node.inputs().equals(List.of(above));
            line("| " + node.name() + " | " + LayerWords.complete(node.layer()) + " | "
                    + (next ? "" : String.join(", ", node.inputs())) + " | "
                    + LayerWords.sizes(Objects.requireNonNull(shapes.get(node.name()))) + " | "
                    + (node.parameterCount() == 0 ? "" : LayerWords.count(node.parameterCount())) + " | " + starts(node)
                    + " |");
            above = node.name();
        }
        line("");
    }

    private static String starts(Node node) {
        return node.tensors().stream()
                .filter(tensor -> tensor.kind().trained())
                .map(tensor -> tensor.name().substring(node.name().length() + 1) + " "
                        + tensor.shape().stream().map(String::valueOf).collect(Collectors.joining("×")) + ": "
                        + LayerWords.init(tensor.init()))
                .collect(Collectors.joining("; "));
    }
}
