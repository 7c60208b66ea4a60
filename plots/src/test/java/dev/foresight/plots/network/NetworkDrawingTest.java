package dev.foresight.plots.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.foresight.engine.arch.Architecture;
import dev.foresight.engine.spec.Registry;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class NetworkDrawingTest {
    static List<String> ids() {
        return Registry.of(Architecture.class).ids();
    }

    private static Document drawing(String id) throws Exception {
        String svg = NetworkDrawing.of("A & <b>", OutlineTest.graph(id));
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<Element> elements(Document drawing, String name) {
        NodeList found = drawing.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void everythingLiesOnThePage(String id) throws Exception {
        Document drawing = drawing(id);
        double width = number(drawing.getDocumentElement(), "width");
        double height = number(drawing.getDocumentElement(), "height");

        assertThat(elements(drawing, "title").getFirst().getTextContent()).isEqualTo("A & <b>");
        for (Element box : elements(drawing, "rect")) {
            if (!box.getAttribute("class").equals("ground")) {
                assertThat(number(box, "x")).isPositive();
                assertThat(number(box, "x") + number(box, "width")).isLessThan(width);
                assertThat(number(box, "y") + number(box, "height")).isLessThan(height);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void noBoxOfALayerCoversAnother(String id) throws Exception {
        List<String> layers = List.of("conv", "pool", "linear", "memory", "join", "other");
        List<Element> boxes = elements(drawing(id), "rect").stream()
                .filter(box -> layers.contains(box.getAttribute("class")))
                .toList();

        assertThat(boxes).isNotEmpty();
        for (int i = 0; i < boxes.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(apart(boxes.get(i), boxes.get(j), "x", "width")
                                || apart(boxes.get(i), boxes.get(j), "y", "height"))
                        .as("boxes %d and %d of %s", j, i, id)
                        .isTrue();
            }
        }
    }

    private static boolean apart(Element one, Element other, String start, String size) {
        return number(one, start) >= number(other, start) + number(other, size)
                || number(other, start) >= number(one, start) + number(one, size);
    }

    @Test
    void repeatsAreDrawnOnceAndCounted() throws Exception {
        List<String> texts = elements(drawing("densenet121"), "text").stream()
                .map(Element::getTextContent)
                .toList();

        assertThat(texts).contains("×6", "×12", "×24", "×16", "2,837,760", "1024×8×8");
        assertThat(texts).filteredOn("concat"::equals).hasSize(4);
    }
}
