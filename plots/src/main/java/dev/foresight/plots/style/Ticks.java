package dev.foresight.plots.style;

import java.util.ArrayList;
import java.util.List;

/**
 * The ticks of an axis, at round numbers: 1, 2 or 5 times a power of ten; on a log axis powers of ten, or their 1, 2, 5
 * multiples where the range has less than two decades.
 *
 * @param from lower end of the axis that the ticks belong to
 * @param to upper end, above {@code from}
 */
public record Ticks(double from, double to, List<Tick> marks) {
    /** One tick: where and what is written at it. */
    public record Tick(double value, String label) {}

    private static final double SLACK = 1e-9;
    private static final double[] ROUND = {1, 2, 5, 10};
    private static final int DECADES_FOR_POWERS = 2;
    private static final int FEWEST = 3;

    public Ticks {
        marks = List.copyOf(marks);
    }

    /**
     * Ticks inside a range that stays as it is.
     *
     * @param from lower end; a range that is empty or not finite becomes [0, 1], or [1, 10] on a log axis
     * @param to upper end
     * @param about how many ticks there is room for; at least 2
     */
    public static Ticks within(AxisStyle axis, double from, double to, int about) {
        Range range = Range.of(axis.scale(), from, to);
        return switch (axis.scale()) {
            case LINEAR -> linear(axis.numbers(), range, step(range.length(), about));
            case LOG -> log(axis.numbers(), range, about);
        };
    }

    /**
     * As {@link #within}, on the range widened to round numbers, so that values at its ends have room. On a linear axis
     * there are at least three ticks wherever a round step gives three and two more than {@code about} at most.
     */
    public static Ticks around(AxisStyle axis, double from, double to, int about) {
        Range range = Range.of(axis.scale(), from, to);
        return switch (axis.scale()) {
            case LINEAR -> widened(axis.numbers(), range, about);
            case LOG -> log(axis.numbers(), range.roundedToDigits(), about);
        };
    }

    /** Rounding outwards may add two intervals, or leave a single one: then a neighbouring step serves better. */
    private static Ticks widened(NumberStyle numbers, Range range, int about) {
        double first = step(range.length(), about);
        for (int most = about + 1; most <= about + 2; most++) {
            for (double step : new double[] {first, roundUp(first * 1.5), roundUp(first * 0.3)}) {
                Ticks ticks = linear(numbers, range.widenedTo(step), step);
                if (ticks.marks.size() >= FEWEST && ticks.marks.size() <= most) {
                    return ticks;
                }
            }
        }
        return linear(numbers, range.widenedTo(first), first);
    }

    private static Ticks linear(NumberStyle numbers, Range range, double step) {
        List<Tick> marks = new ArrayList<>();
        long first = (long) Math.ceil(range.from / step - SLACK);
        long last = (long) Math.floor(range.to / step + SLACK);
        for (long i = first; i <= last; i++) {
            // A product, not a sum: 0.30000000000000004 would be no round number.
            double value = cleaned(i, step);
            marks.add(new Tick(value, numbers.tick(value, step)));
        }
        return new Ticks(range.from, range.to, marks);
    }

    private static Ticks log(NumberStyle numbers, Range range, int about) {
        double decades = Math.log10(range.to / range.from);
        if (decades < 1 && about >= 2) {
            Ticks even = linear(numbers, range, step(range.length(), about));
            if (decades < 0.5 && even.marks.size() >= 2) {
                return even;
            }
        }
        List<Tick> marks = new ArrayList<>();
        int first = (int) Math.floor(Math.log10(range.from) + SLACK);
        int last = (int) Math.floor(Math.log10(range.to) + SLACK);
        boolean powers = decades >= DECADES_FOR_POWERS;
        int stride = powers ? Math.max(1, (int) Math.ceil(decades / about)) : 1;
        for (int exponent = first; exponent <= last; exponent++) {
            if (Math.floorMod(exponent, stride) != 0) {
                continue;
            }
            for (double factor : powers ? new double[] {1} : new double[] {1, 2, 5}) {
                double value = Double.parseDouble((long) factor + "e" + exponent);
                if (value >= range.from * (1 - SLACK) && value <= range.to * (1 + SLACK)) {
                    marks.add(new Tick(
                            value, powers ? NumberStyle.power(exponent) : numbers.tick(value, Math.pow(10, exponent))));
                }
            }
        }
        return new Ticks(range.from, range.to, marks);
    }

    /** The smallest round step that gives no more ticks than there is room for. */
    private static double step(double length, int about) {
        return roundUp(length / Math.max(2, about));
    }

    /** The smallest round number that is not below. */
    private static double roundUp(double raw) {
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        for (double round : ROUND) {
            if (round * power >= raw * (1 - SLACK)) {
                return Double.parseDouble((long) round + "e" + (int) Math.round(Math.log10(power)));
            }
        }
        throw new IllegalStateException("10 times the power is above the raw step " + raw);
    }

    /** The multiple of the step nearest to its decimal form. */
    private static double cleaned(long multiple, double step) {
        return java.math.BigDecimal.valueOf(step)
                .multiply(java.math.BigDecimal.valueOf(multiple))
                .doubleValue();
    }

    private record Range(double from, double to) {
        static Range of(Scale scale, double from, double to) {
            double low = scale.forward(from);
            double high = scale.forward(to);
            if (Double.isNaN(low) || Double.isNaN(high) || low > high) {
                return scale == Scale.LOG ? new Range(1, 10) : new Range(0, 1);
            }
            double least = Math.max(Math.abs(low), Math.abs(high)) * 1e-9;
            if (high - low > least) {
                return new Range(from, to);
            }
            // A single value gets room on both sides.
            return switch (scale) {
                case LINEAR -> {
                    double room = from == 0 ? 1 : Math.abs(from) * 0.1;
                    yield new Range(from - room, to + room);
                }
                case LOG -> new Range(from / 2, to * 2);
            };
        }

        double length() {
            return to - from;
        }

        /** Ends moved outwards to multiples of a step. */
        Range widenedTo(double step) {
            return new Range(Math.floor(from / step + SLACK) * step, Math.ceil(to / step - SLACK) * step);
        }

        /** Ends moved outwards to a leading digit, so that 83 to 690 becomes 80 to 700. */
        Range roundedToDigits() {
            double low = Math.pow(10, Math.floor(Math.log10(from) + SLACK));
            double high = Math.pow(10, Math.floor(Math.log10(to) + SLACK));
            return new Range(Math.floor(from / low + SLACK) * low, Math.ceil(to / high - SLACK) * high);
        }
    }
}
