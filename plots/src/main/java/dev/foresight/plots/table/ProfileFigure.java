package dev.foresight.plots.table;

import dev.foresight.engine.stats.PerformanceProfile;
import dev.foresight.plots.figure.FigureCurve;
import dev.foresight.plots.figure.FigureSize;
import dev.foresight.plots.figure.FigureSpec;
import dev.foresight.plots.series.Curve;
import dev.foresight.plots.series.SeriesBuffer;
import dev.foresight.plots.style.AxisStyle;
import dev.foresight.plots.style.NumberStyle;
import dev.foresight.plots.style.ReferenceLine;
import dev.foresight.plots.style.Scale;
import dev.foresight.plots.table.ProfileQuestion.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A performance profile as a figure: a curve of steps for each solver. */
public final class ProfileFigure {
    /** So that the last step has something to the right of it. */
    private static final double ROOM = 1.15;

    private ProfileFigure() {}

    public static FigureSpec of(Profile profile, FigureSize size) {
        PerformanceProfile ratios = profile.ratios();
        double end = Math.max(2, ratios.largest() * ROOM);
        List<FigureCurve> curves = new ArrayList<>();
        for (int solver = 0; solver < profile.solvers().size(); solver++) {
            curves.add(new FigureCurve(
                    new Curve(
                            profile.solvers().get(solver),
                            steps(ratios, solver, end),
                            profile.styles().get(solver)),
                    false));
        }
        String experiments =
                profile.problems().stream().map(Profile.Problem::experiment).collect(Collectors.joining(", "));
        int n = profile.problems().size();
        return new FigureSpec(
                "Performance profile",
                n + (n == 1 ? " problem, " : " problems, ")
                        + (profile.question().time() == Time.STEPS ? "steps" : "seconds of training")
                        + " to the target, median over seeds",
                "experiments " + experiments,
                new AxisStyle("Cost over that of the best, τ", NumberStyle.PLAIN, Scale.LOG),
                new AxisStyle("Problems solved within τ (%)", NumberStyle.PERCENT, Scale.LINEAR),
                curves,
                List.of(),
                List.of(new ReferenceLine("all problems", 1)),
                size);
    }

    /** rho from 0 at the left edge: each ratio is a rise. */
    private static SeriesBuffer steps(PerformanceProfile ratios, int solver, double end) {
        SeriesBuffer points = new SeriesBuffer();
        points.append(1, 0);
        double level = 0;
        for (double tau : ratios.rises(solver)) {
            points.append(tau, level);
            level = ratios.share(solver, tau);
            points.append(tau, level);
        }
        points.append(end, level);
        return points;
    }
}
