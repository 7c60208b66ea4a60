package dev.foresight.bench;

import dev.foresight.engine.arch.Architecture;
import dev.foresight.engine.graph.InitialWeights;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.net.Batch;
import dev.foresight.engine.net.Network;
import dev.foresight.engine.net.RecurrentState;
import dev.foresight.engine.net.dl4j.Dl4jNetwork;
import dev.foresight.engine.net.dl4j.compiled.CompiledGraph;
import dev.foresight.engine.optim.AdamW;
import dev.foresight.engine.optim.WeightUpdate;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.OptimizerSpec;
import dev.foresight.engine.spec.PredictionSpec;
import dev.foresight.engine.spec.Registry;
import dev.foresight.engine.spec.SpecDefaults;
import dev.foresight.engine.spec.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Trains for a long time in one process and fails when its memory grows: 50 rounds, each of which builds, trains and closes
 * one network for images and one for language beside two that live to the end; 102 networks, 10,000 steps. The images come
 * in whole batches and smaller last ones, the sentences in 32 lengths, with an evaluation every tenth step.
 *
 * <p>Prints the resident memory and the native bytes of compiled networks after each fifth round. Resident memory is asked
 * of Linux alone. The heap has to be taken whole at the start, so that it does not count as growth: {@code -Xms256m
 * -Xmx256m -XX:+AlwaysPreTouch}.
 */
public final class Soak {
    private static final int ROUNDS = 50;
    private static final int STEPS = 50;
    /** Until then all lengths have been seen and the just-in-time compiler has come to rest. */
    private static final int WARM_ROUNDS = 20;

    /** What 30 more rounds may add. One network for images alone has 6 MB of native memory. */
    private static final long ALLOWED_GROWTH = 12L << 20;

    private static final int VOCABULARY = 300;
    private static final double RATE = 1e-3;
    private static final ArmSpec ARM = new ArmSpec(
            "WP", "#000000", new OptimizerSpec(new ComponentSpec("adamw", Values.NONE), RATE), new PredictionSpec(1));

    private Soak() {}

    /** A network with its update, and what it has read so far. */
    private static final class Trained implements AutoCloseable {
        private final boolean words;
        private final Network network;
        private final WeightUpdate update;
        private final Random random = new Random(1);

        Trained(boolean words) {
            this.words = words;
            LayerGraph graph = words
                    ? build("lstm", Map.of("layers", 2, "embedding", 40, "hidden", 56), new Shape.Tokens(VOCABULARY))
                    : build("vgg11-bn", Map.of("width", 0.25), new Shape.Image(3, 32, 32));
            network = Dl4jNetwork.create(graph, InitialWeights.draw(graph, 1), SpecDefaults.EXECUTION.withThreads(2));
            update = new AdamW().start(network, ARM, 1, 2);
        }

        private static LayerGraph build(String architecture, Map<String, Object> parameters, Shape input) {
            return Registry.of(Architecture.class)
                    .get(architecture)
                    .build(new Values(parameters), input, input instanceof Shape.Tokens ? VOCABULARY : 10);
        }

        void train() {
            for (int step = 0; step < STEPS; step++) {
                update.predict(RATE);
                double loss = network.forwardBackward(batch(step), 1, step);
                update.apply(RATE, 0.25, RATE);
                if (!Double.isFinite(loss)) {
                    throw new IllegalStateException("loss " + loss + " at step " + step);
                }
                if (step % 10 == 9) {
                    update.restore();
                    RecurrentState state = network.state();
                    network.state(RecurrentState.ZERO);
                    network.evaluate(batch(step + 1));
                    network.state(state);
                }
            }
            network.state(RecurrentState.ZERO);
        }

        private Batch batch(int step) {
            if (words) {
                int time = 5 + random.nextInt(32);
                return new Batch.Tokens(drawn(time * 4, VOCABULARY), drawn(time * 4, VOCABULARY), time, 4);
            }
            int images = step % 5 == 4 ? 3 : 8;
            float[] pixels = new float[images * 3 * 32 * 32];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (float) random.nextGaussian();
            }
            return new Batch.Images(pixels, 3, 32, 32, drawn(images, 10));
        }

        private int[] drawn(int count, int below) {
            return random.ints(count, 0, below).toArray();
        }

        @Override
        public void close() {
            update.close();
            network.close();
        }
    }

    public static void main(String[] arguments) throws IOException {
        long warm = 0;
        try (Trained images = new Trained(false);
                Trained words = new Trained(true)) {
            long alive = 0;
            for (int round = 1; round <= ROUNDS; round++) {
                images.train();
                words.train();
                long before = CompiledGraph.bytesAlive();
                for (boolean kind : new boolean[] {false, true}) {
                    try (Trained passing = new Trained(kind)) {
                        passing.train();
                    }
                }
                alive = CompiledGraph.bytesAlive();
                check(alive == before, "closing two networks left " + (alive - before) + " native bytes");
                long resident = residentBytes();
                if (round == WARM_ROUNDS) {
                    warm = resident;
                }
                if (round % 5 == 0) {
                    System.out.printf(
                            Locale.ROOT,
                            "%5d steps, %3d networks closed: %6.1f MB resident, %5.1f MB native%n",
                            4 * STEPS * round,
                            2 * round,
                            resident / 1e6,
                            alive / 1e6);
                }
            }
            long growth = residentBytes() - warm;
            System.out.printf(Locale.ROOT, "growth since round %d: %.1f MB%n", WARM_ROUNDS, growth / 1e6);
            check(growth <= ALLOWED_GROWTH, "resident memory grew by " + growth + " bytes");
        }
        check(CompiledGraph.bytesAlive() == 0, CompiledGraph.bytesAlive() + " native bytes alive at the end");
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    /** VmRSS, after what the heap still refers to is gone; 0 where the system does not tell. */
    private static long residentBytes() throws IOException {
        System.gc();
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
