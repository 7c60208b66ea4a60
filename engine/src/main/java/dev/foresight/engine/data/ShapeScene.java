package dev.foresight.engine.data;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Draws one picture of the set {@code shapes}: a large figure with a two-coloured pattern on it, on a background with
 * small distracting patches, a bar across it in some, and noise over all. The class is the pair (figure,
 * pattern): class = 2 * figure + pattern. Colours, place, size, turn, and the pattern's direction, width and phase are
 * drawn without regard to the class, so neither a colour nor any single pixel tells it.
 *
 * <p>A picture is a function of its stream of draws and the noise. Lengths are in pixels, colours in [0,1].
 */
final class ShapeScene {
    static final int SIZE = 32;
    /** By class: the figure's word and the pattern's. */
    static final List<String> CLASSES = Stream.of(Figure.values())
            .flatMap(figure ->
                    Stream.of(Pattern.values()).map(pattern -> (figure + " " + pattern).toLowerCase(Locale.ROOT)))
            .toList();

    /** The outlines, in coordinates where the figure reaches about 1 from its middle; areas are alike. */
    private enum Figure {
        DISC,
        SQUARE,
        TRIANGLE,
        CROSS,
        RING;

        boolean covers(double u, double v) {
            double square = u * u + v * v;
            return switch (this) {
                case DISC -> square < 0.8;
                case SQUARE -> Math.max(Math.abs(u), Math.abs(v)) < 0.8;
                case TRIANGLE -> v < 0.65 && 1.75 * Math.abs(u) - v < 1.15;
                case CROSS -> Math.min(Math.abs(u), Math.abs(v)) < 0.36 && Math.max(Math.abs(u), Math.abs(v)) < 1.05;
                case RING -> square > 0.28 && square < 1.1;
            };
        }
    }

    /** How the two colours of a patch alternate. */
    private enum Pattern {
        STRIPES,
        CHECKS;

        boolean second(double along, double across) {
            long stripe = (long) Math.floor(along);
            return switch (this) {
                case STRIPES -> (stripe & 1) == 1;
                case CHECKS -> ((stripe + (long) Math.floor(across)) & 1) == 1;
            };
        }
    }

    private final Draws draws;
    private final double[] canvas = new double[3 * SIZE * SIZE];

    private ShapeScene(Draws draws) {
        this.draws = draws;
    }

    /**
     * @param label 0 to 9
     * @param noise standard deviation of the noise, as a fraction of the range of a colour
     * @param out receives [3,32,32] bytes from {@code to} on
     */
    static void draw(Draws draws, int label, double noise, byte[] out, int to) {
        ShapeScene scene = new ShapeScene(draws);
        scene.background();
        int distractors = draws.below(3);
        for (int i = 0; i < distractors; i++) {
            scene.distractor();
        }
        scene.patch(
                Figure.values()[label / Pattern.values().length],
                Pattern.values()[label % Pattern.values().length],
                draws.between(8.5, 13));
        if (draws.chance(0.3)) {
            scene.bar();
        }
        scene.expose(noise, out, to);
    }

    /** A gradient between two colours that are not far from each other. */
    private void background() {
        double[] base = color();
        double[] slope = {draws.between(-.3, .3), draws.between(-.3, .3), draws.between(-.3, .3)};
        double angle = draws.between(0, 2 * Math.PI);
        double dx = Math.cos(angle) / SIZE;
        double dy = Math.sin(angle) / SIZE;
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < SIZE; y++) {
                for (int x = 0; x < SIZE; x++) {
                    canvas[(c * SIZE + y) * SIZE + x] = base[c] + slope[c] * (x * dx + y * dy);
                }
            }
        }
    }

    private void distractor() {
        Figure figure = Figure.values()[draws.below(Figure.values().length)];
        Pattern pattern = Pattern.values()[draws.below(Pattern.values().length)];
        patch(figure, pattern, draws.between(2.5, 4.5));
    }

    private void patch(Figure figure, Pattern pattern, double radius) {
        double centreX = draws.between(radius, SIZE - radius);
        double centreY = draws.between(radius, SIZE - radius);
        double turn = draws.between(-.35, .35);
        double[] first = color();
        double[] second = contrasting(first);
        double width = draws.between(2.2, 3.6);
        double direction = draws.between(0, Math.PI);
        double phase = draws.between(0, 2);
        double cos = Math.cos(turn) / radius;
        double sin = Math.sin(turn) / radius;
        double alongX = Math.cos(direction) / width;
        double alongY = Math.sin(direction) / width;
        int reach = (int) Math.ceil(1.6 * radius);
        for (int y = Math.max(0, (int) centreY - reach); y < Math.min(SIZE, (int) centreY + reach + 1); y++) {
            for (int x = Math.max(0, (int) centreX - reach); x < Math.min(SIZE, (int) centreX + reach + 1); x++) {
                double px = x - centreX;
                double py = y - centreY;
                if (figure.covers(cos * px + sin * py, cos * py - sin * px)) {
                    boolean other =
                            pattern.second(alongX * px + alongY * py + phase, alongX * py - alongY * px + phase);
                    paint(x, y, other ? second : first);
                }
            }
        }
    }

    /** A straight bar across the picture, which hides a part of the figure. */
    private void bar() {
        double[] color = color();
        double angle = draws.between(0, Math.PI);
        double nx = Math.cos(angle);
        double ny = Math.sin(angle);
        double distance = draws.between(-8, 8);
        double half = draws.between(.7, 1.6);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                if (Math.abs(nx * (x - 15.5) + ny * (y - 15.5) - distance) < half) {
                    paint(x, y, color);
                }
            }
        }
    }

    private void paint(int x, int y, double[] color) {
        for (int c = 0; c < 3; c++) {
            canvas[(c * SIZE + y) * SIZE + x] = color[c];
        }
    }

    private double[] color() {
        return new double[] {draws.unit(), draws.unit(), draws.unit()};
    }

    /** A colour at least 1 away in the sum over its three parts. */
    private double[] contrasting(double[] color) {
        while (true) {
            double[] other = color();
            double distance = 0;
            for (int c = 0; c < 3; c++) {
                distance += Math.abs(other[c] - color[c]);
            }
            if (distance > 1) {
                return other;
            }
        }
    }

    /** Adds noise, the sum of four uniform numbers scaled to the deviation, and rounds to bytes. */
    private void expose(double noise, byte[] out, int to) {
        // A sum of four uniform 16-bit numbers has the mean 2 * 65535 and the deviation 65536 / sqrt(3).
        double scale = noise * Math.sqrt(3) / 65_536;
        for (int i = 0; i < canvas.length; i++) {
            long bits = draws.next();
            long sum = (bits & 0xffff) + (bits >>> 16 & 0xffff) + (bits >>> 32 & 0xffff) + (bits >>> 48);
            double value = canvas[i] + scale * (sum - 131_070);
            out[to + i] = (byte) Math.round(255 * Math.clamp(value, 0, 1));
        }
    }
}
