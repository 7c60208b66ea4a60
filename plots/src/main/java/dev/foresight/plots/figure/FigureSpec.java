package dev.foresight.plots.figure;

import dev.foresight.plots.style.AxisStyle;
import dev.foresight.plots.style.ReferenceLine;
import java.util.List;

/**
 * All that a figure of curves shows.
 *
 * @param title above the axes; may be empty
 * @param subtitle what the curves are, such as "mean of 5 seeds"; may be empty
 * @param source where the data come from: experiment and hashes of runs; written into the files' metadata
 */
public record FigureSpec(
        String title,
        String subtitle,
        String source,
        AxisStyle x,
        AxisStyle y,
        List<FigureCurve> curves,
        List<Band> bands,
        List<ReferenceLine> references,
        FigureSize size)
        implements Figure {
    public FigureSpec {
        curves = List.copyOf(curves);
        bands = List.copyOf(bands);
        references = List.copyOf(references);
    }

    public FigureSpec withSize(FigureSize other) {
        return new FigureSpec(title, subtitle, source, x, y, curves, bands, references, other);
    }

    public FigureSpec withAxes(AxisStyle newX, AxisStyle newY) {
        return new FigureSpec(title, subtitle, source, newX, newY, curves, bands, references, size);
    }

    @Override
    public String subject() {
        return y.title();
    }

    /** Points included. */
    @Override
    public String hash() {
        return SpecHash.of(this);
    }
}
