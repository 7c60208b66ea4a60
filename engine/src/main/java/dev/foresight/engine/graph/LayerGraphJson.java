package dev.foresight.engine.graph;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.foresight.engine.graph.LayerGraph.Node;
import dev.foresight.engine.spec.InvalidSpecException;
import dev.foresight.engine.spec.SpecProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Layer graphs as JSON, in the form of docs/layer-graph.md. A graph that is written and read again is equal; a key or
 * kind that is not known is refused, for a forgotten parameter would silently be another network.
 */
public final class LayerGraphJson {
    /** The version of the form that this program writes. */
    public static final int FORMAT = 2;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> KEYS = Set.of("format", "name", "input", "nodes");
    private static final Set<String> NODE_KEYS = Set.of("name", "inputs", "layer");

    private LayerGraphJson() {}

    public static String write(LayerGraph graph) {
        // "\n" on every system: the same graph is the same text.
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
        try {
            return MAPPER.writer(printer).writeValueAsString(tree(graph)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values that cannot be written", e);
        }
    }

    /** The graph as a tree, to stand inside another document. */
    public static ObjectNode tree(LayerGraph graph) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("format", FORMAT);
        tree.put("name", graph.name());
        tree.set("input", RecordJson.write((Record) graph.input()));
        ArrayNode nodes = tree.putArray("nodes");
        for (Node node : graph.nodes()) {
            ObjectNode object = nodes.addObject().put("name", node.name());
            ArrayNode inputs = object.putArray("inputs");
            node.inputs().forEach(inputs::add);
            object.set("layer", RecordJson.write((Record) node.layer()));
        }
        return tree;
    }

    /**
     * @param origin what the text is, for messages: a file's name
     * @throws InvalidSpecException with all problems of form at once
     * @throws GraphException when the form is right and the graph impossible
     */
    public static LayerGraph read(String text, String origin) {
        try {
            return read(MAPPER.readTree(text), origin);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? "text"
                    : "line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new InvalidSpecException(
                    origin, List.of(SpecProblem.error(where, e.getOriginalMessage(), "a JSON object")));
        }
    }

    /** As {@link #read(String, String)}, from a tree. */
    public static LayerGraph read(JsonNode tree, String origin) {
        List<SpecProblem> problems = new ArrayList<>();
        RecordJson json = new RecordJson(problems);
        String name = "";
        Shape input = new Shape.Features(1);
        List<Node> nodes = new ArrayList<>();
        if (json.object("graph", tree, KEYS)) {
            if (json.whole("format", tree.path("format")) != FORMAT) {
                problems.add(SpecProblem.error(
                        "format", tree.path("format"), FORMAT + "; another version of the program wrote this"));
            }
            name = json.text("name", tree.path("name"));
            input = json.read("input", tree.path("input"), Shape.class, input);
            for (int i = 0; i < json.array("nodes", tree.path("nodes")).size(); i++) {
                nodes.add(node(json, "nodes[" + i + "]", tree.path("nodes").path(i)));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidSpecException(origin, problems);
        }
        LayerGraph graph = new LayerGraph(name, input, nodes);
        graph.shapes();
        return graph;
    }

    private static Node node(RecordJson json, String path, JsonNode tree) {
        if (!json.object(path, tree, NODE_KEYS)) {
            return new Node("", new Layer.Relu(), List.of());
        }
        List<String> inputs = new ArrayList<>();
        ArrayNode array = json.array(path + ".inputs", tree.path("inputs"));
        for (int i = 0; i < array.size(); i++) {
            inputs.add(json.text(path + ".inputs[" + i + "]", array.get(i)));
        }
        return new Node(
                json.text(path + ".name", tree.path("name")),
                json.read(path + ".layer", tree.path("layer"), Layer.class, new Layer.Relu()),
                inputs);
    }
}
