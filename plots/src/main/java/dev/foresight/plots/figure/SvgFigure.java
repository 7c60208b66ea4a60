package dev.foresight.plots.figure;

import dev.foresight.plots.style.Palette;
import java.awt.Dimension;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** A figure as SVG with real text. */
final class SvgFigure {
    private static final String SVG = "http://www.w3.org/2000/svg";
    /** Of coordinates, in points: a hundredth is finer than any printer shows. */
    private static final int DECIMALS = 2;

    private SvgFigure() {}

    static String render(Figure figure) throws IOException {
        Document document = document();
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
        context.setPrecision(DECIMALS);
        context.setComment("Foresight");
        context.setEmbeddedFontsOn(false);
        SVGGraphics2D g = new SVGGraphics2D(context, false);
        g.setSVGCanvasSize(new Dimension((int) Math.ceil(figure.size().widthPt()), (int)
                Math.ceil(figure.size().heightPt())));
        FigureWriter.paint(figure, g);
        Element root = g.getRoot();
        root.setAttribute("width", rounded(figure.size().widthMm()) + "mm");
        root.setAttribute("height", rounded(figure.size().heightMm()) + "mm");
        root.setAttribute(
                "viewBox",
                "0 0 " + rounded(figure.size().widthPt()) + " "
                        + rounded(figure.size().heightPt()));
        root.setAttribute("role", "img");
        nameFont(root);
        Node first = root.getFirstChild();
        root.insertBefore(text(document, "title", figure.title().isEmpty() ? figure.subject() : figure.title()), first);
        root.insertBefore(text(document, "desc", FigureWriter.origin(figure)), first);
        Element ground = document.createElementNS(SVG, "rect");
        ground.setAttribute("width", "100%");
        ground.setAttribute("height", "100%");
        ground.setAttribute("stroke", "none");
        ground.setAttribute("fill", Palette.PAPER.ground());
        root.insertBefore(ground, first);
        StringWriter out = new StringWriter();
        // Attributes instead of CSS: LaTeX's converters read them.
        g.stream(root, out, false, false);
        return out.toString();
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every JDK has an XML parser", e);
        }
    }

    private static Element text(Document document, String name, String content) {
        Element element = document.createElementNS(SVG, name);
        element.setTextContent(content);
        return element;
    }

    /** Names what stands in for the font where it is not installed. */
    private static void nameFont(Element element) {
        if (element.getAttribute("font-family").contains("Roboto")) {
            element.setAttribute("font-family", FigureFont.CSS_FAMILY);
        }
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                nameFont(inner);
            }
        }
    }

    private static String rounded(double value) {
        return BigDecimal.valueOf(value)
                .setScale(4, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }
}
