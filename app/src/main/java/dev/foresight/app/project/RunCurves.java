package dev.foresight.app.project;

import dev.foresight.app.project.RunUpdate.Steps;
import dev.foresight.engine.run.RunEvent;
import dev.foresight.plots.series.SeriesBuffer;
import dev.foresight.plots.table.Plotted;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The curves of one run over steps, epochs and seconds, as they grow. Lives on the view's thread. */
public final class RunCurves {
    /** What a curve is drawn over. */
    public enum Axis {
        STEPS("steps"),
        EPOCHS("epochs"),
        SECONDS("seconds");

        private final String word;

        Axis(String word) {
            this.word = word;
        }

        /** Its word on the screen. */
        public String word() {
            return word;
        }
    }

    /** The same values over each axis. */
    public static final class Curve {
        private final SeriesBuffer steps = new SeriesBuffer();
        private final SeriesBuffer epochs = new SeriesBuffer();
        private final SeriesBuffer seconds = new SeriesBuffer();

        public SeriesBuffer over(Axis axis) {
            return switch (axis) {
                case STEPS -> steps;
                case EPOCHS -> epochs;
                case SECONDS -> seconds;
            };
        }

        void append(double step, double epoch, double second, double value) {
            append(steps, step, value);
            append(epochs, epoch, value);
            append(seconds, second, value);
        }

        /** A line that goes back, as after a resumed run, cannot be drawn over this axis and is left out. */
        private static void append(SeriesBuffer points, double x, double value) {
            if (Double.isFinite(x) && (points.isEmpty() || x >= points.x(points.size() - 1))) {
                points.append(x, value);
            }
        }
    }

    private static final String OPTIMUM = "best_perplexity";

    private final Curve training = new Curve();
    private final Map<String, Curve> measured = new LinkedHashMap<>();
    private final Map<Plotted, Curve> more = new HashMap<>();
    private double optimum = Double.NaN;

    /** Training loss at each step. */
    public Curve trainingLoss() {
        return training;
    }

    /** A metric of a split, such as validation accuracy; empty before it was measured. */
    public Optional<Curve> measured(String split, String metric) {
        return Optional.ofNullable(measured.get(key(split, metric)));
    }

    /** A quantity; empty before it was measured. What is no loss and no metric is there while somebody looks at it. */
    public Optional<Curve> of(Plotted quantity) {
        if (quantity.equals(Plotted.TRAINING_LOSS)) {
            return Optional.of(training);
        }
        return quantity.part() == Plotted.Part.VALIDATION
                ? measured(quantity.part().id(), quantity.name())
                : Optional.ofNullable(more.get(quantity));
    }

    /** Whether a quantity is followed without being asked for. */
    public static boolean always(Plotted quantity) {
        return quantity.equals(Plotted.TRAINING_LOSS) || quantity.part() == Plotted.Part.VALIDATION;
    }

    /** The best perplexity that any model can reach on this data, where it is known. */
    public OptionalDouble optimum() {
        return Double.isNaN(optimum) ? OptionalDouble.empty() : OptionalDouble.of(optimum);
    }

    void addSteps(Steps steps) {
        for (int i = 0; i < steps.count(); i++) {
            training.append(steps.step()[i], steps.epoch()[i], steps.seconds()[i], steps.loss()[i]);
        }
    }

    void add(RunEvent.Evaluation event) {
        if (event.metric().equals(OPTIMUM)) {
            if (event.split().equals("validation") || Double.isNaN(optimum)) {
                optimum = event.value();
            }
            return;
        }
        measured.computeIfAbsent(key(event.split(), event.metric()), absent -> new Curve())
                .append(event.step(), event.epoch(), event.seconds(), event.value());
    }

    /** New points of the quantities that are looked at; the others are forgotten. */
    void add(Map<Plotted, RunUpdate.More> quantities) {
        more.keySet().retainAll(quantities.keySet());
        quantities.forEach((quantity, found) -> {
            if (found.anew()) {
                more.remove(quantity);
            }
            Curve curve = more.computeIfAbsent(quantity, absent -> new Curve());
            found.points().forEach(point -> curve.append(point.step(), point.epoch(), point.seconds(), point.value()));
        });
    }

    private static String key(String split, String metric) {
        return split + "/" + metric;
    }
}
