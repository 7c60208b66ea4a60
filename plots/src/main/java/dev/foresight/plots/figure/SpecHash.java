package dev.foresight.plots.figure;

import dev.foresight.plots.series.HeatMap;
import dev.foresight.plots.series.SeriesBuffer;
import dev.foresight.plots.style.AxisStyle;
import dev.foresight.plots.style.CurveStyle;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A digest of a figure's content, the same on every machine. */
final class SpecHash {
    private final MessageDigest digest;
    private final ByteBuffer eight = ByteBuffer.allocate(Double.BYTES);

    private SpecHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String of(FigureSpec spec) {
        SpecHash hash = new SpecHash();
        hash.text(spec.title());
        hash.text(spec.subtitle());
        hash.text(spec.source());
        hash.axis(spec.x());
        hash.axis(spec.y());
        for (FigureCurve drawn : spec.curves()) {
            hash.text(drawn.faint() ? "faint" : "curve");
            hash.text(drawn.curve().label());
            hash.style(drawn.curve().style());
            SeriesBuffer points = drawn.curve().points();
            for (int i = 0; i < points.size(); i++) {
                hash.number(points.x(i));
                hash.number(points.y(i));
            }
        }
        for (Band band : spec.bands()) {
            hash.text("band");
            hash.text(band.label());
            hash.style(band.style());
            for (int i = 0; i < band.x().length; i++) {
                hash.number(band.x()[i]);
                hash.number(band.low()[i]);
                hash.number(band.high()[i]);
            }
        }
        spec.references().forEach(line -> {
            hash.text(line.label());
            hash.number(line.value());
        });
        return hash.end(spec.size());
    }

    static String of(HeatMapSpec spec) {
        SpecHash hash = new SpecHash();
        HeatMap map = spec.map();
        hash.text("heat map");
        hash.text(spec.title());
        hash.text(spec.subtitle());
        hash.text(spec.source());
        hash.text(map.x());
        hash.text(map.y());
        hash.number(map.columns().size());
        map.columns().forEach(hash::text);
        map.rows().forEach(hash::text);
        map.all().forEach(cell -> {
            hash.text(cell.text());
            hash.text(cell.note());
            hash.number(cell.value());
            hash.number((cell.present() ? 1 : 0) + (cell.framed() ? 2 : 0));
        });
        hash.axis(map.bar().axis());
        hash.number(map.bar().ticks().from());
        hash.number(map.bar().ticks().to());
        map.bar().colors().anchors().forEach(hash::text);
        map.legend().forEach(hash::text);
        return hash.end(spec.size());
    }

    private String end(FigureSize size) {
        number(size.widthMm());
        number(size.heightMm());
        number(size.fontPt());
        return HexFormat.of().formatHex(digest.digest(), 0, 6);
    }

    private void axis(AxisStyle axis) {
        text(axis.title());
        text(axis.numbers().name());
        text(axis.scale().name());
    }

    private void style(CurveStyle style) {
        text(style.light());
        style.dash().forEach(this::number);
    }

    private void text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        // With its length, so that "ab" and "c" differ from "a" and "bc".
        number(bytes.length);
        digest.update(bytes);
    }

    private void number(double value) {
        digest.update(eight.clear().putDouble(value).flip());
    }
}
