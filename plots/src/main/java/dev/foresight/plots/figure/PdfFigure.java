package dev.foresight.plots.figure;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** A figure as a page of PDF with vectors, real text and its font embedded, which journals ask for. */
final class PdfFigure {
    private PdfFigure() {}

    static byte[] render(Figure figure) throws IOException {
        String hash = figure.hash();
        try (PDDocument document = new PDDocument();
                InputStream file = FigureFont.open()) {
            // By default the document's id is made from the time.
            document.setDocumentId(
                    ByteBuffer.wrap(HexFormat.of().parseHex("0000" + hash)).getLong());
            document.getDocumentInformation().setTitle(figure.title().isEmpty() ? figure.subject() : figure.title());
            document.getDocumentInformation().setSubject(FigureWriter.origin(figure));
            document.getDocumentInformation().setProducer("Foresight");
            float width = (float) figure.size().widthPt();
            float height = (float) figure.size().heightPt();
            PDPage page = new PDPage(new PDRectangle(width, height));
            document.addPage(page);
            PDFont font = PDType0Font.load(document, file, true);
            PdfBoxGraphics2D g = new PdfBoxGraphics2D(document, width, height);
            try {
                g.setFontTextDrawer(new OneFont(font));
                FigureWriter.paint(figure, g);
            } finally {
                g.dispose();
            }
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.drawForm(g.getXFormObject());
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        }
    }

    /** Draws every text in the font of figures. */
    private static final class OneFont extends PdfBoxGraphics2DFontTextDrawer {
        private final PDFont font;

        OneFont(PDFont font) {
            this.font = font;
        }

        @Override
        protected PDFont mapFont(Font asked, IFontTextDrawerEnv env) {
            return font;
        }
    }
}
