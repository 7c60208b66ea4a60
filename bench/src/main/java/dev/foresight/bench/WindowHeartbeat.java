package dev.foresight.bench;

import dev.foresight.app.shell.WorkbenchLauncher;
import dev.foresight.engine.project.Project;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.RunLock;
import dev.foresight.engine.spec.ExperimentSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.control.TreeView;
import javafx.stage.Stage;
import javafx.stage.Window;

/**
 * Opens the workbench on a project whose six runs grow by 60 steps every 16 ms each, and prints median, 99.9th
 * percentile and maximum in ms of two times: how long the window's thread takes to answer, which is promised to stay
 * below 100 ms, and how long it is from one pulse to the next, which also depends on how fast the system draws. Takes
 * one argument, the seconds to measure (10 without); with a second one, {@code thousand}, the project is that of {@link
 * ThousandRuns}, of which two runs grow, and it also tells the time until all are listed and read, the answers meanwhile,
 * and the memory afterwards.
 */
public final class WindowHeartbeat {
    private static final int ROWS = 60;
    private static final int PAUSE_MILLIS = 16;
    private static final int STEPS_PER_EPOCH = 2000;
    /** The first layout and the first look at the runs are not what is asked here. */
    private static final int SETTLING_SECONDS = 3;
    /** In which a thousand runs are read, on a machine that does other things too. */
    private static final int OPENING_SECONDS = 30;

    private static final String SPEC = """
            {
              "format": 1, "name": "heartbeat", "task": "image-classification",
              "architecture": {"id": "mlp", "parameters": {"hidden": 8}},
              "data": {"id": "shapes", "trainExamples": 64, "validationExamples": 32},
              "arms": [
                {"name": "AdamW", "rule": {"id": "adamw"}},
                {"name": "WP-AdamW s=1", "rule": {"id": "adamw"}, "horizon": 1}
              ],
              "training": {"length": {"epochs": 30}, "batch": 16},
              "seeds": [1, 2, 3]
            }
            """;

    /** Times between pulses in ns; of the FX thread only. */
    private static final List<Long> BEATS = new ArrayList<>();

    private WindowHeartbeat() {}

    public static void main(String[] arguments) throws IOException {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
        Path folder = Files.createTempDirectory("heartbeat");
        System.setProperty("foresight.home", folder.toString());
        boolean thousand = arguments.length > 1 && arguments[1].equals("thousand");
        List<RunDirectory> runs =
                thousand ? thousand(folder.resolve("project")) : six(folder.resolve("project"), folder);
        Thread.ofPlatform().daemon().name("heartbeat").start(() -> measure(runs, seconds, thousand));
        WorkbenchLauncher.launch(List.of(folder.resolve("project").toString()));
    }

    private static List<RunDirectory> six(Path place, Path folder) throws IOException {
        Project project = Project.create(place, "heartbeat", "");
        Path file = Files.writeString(folder.resolve("heartbeat.json"), SPEC);
        ExperimentSpec spec = Project.readExperiment(file);
        project.save(spec);
        return spec.runs().stream()
                .map(run -> RunDirectory.create(project.runsFolder(), run))
                .toList();
    }

    /** The runs that grow, of a thousand; they count as at work, because this process has them. */
    private static List<RunDirectory> thousand(Path place) {
        List<RunDirectory> all = ThousandRuns.write(place);
        List<RunDirectory> growing = all.subList(all.size() - ThousandRuns.GROWING, all.size());
        growing.forEach(RunLock::take);
        return growing;
    }

    private static void measure(List<RunDirectory> runs, int seconds, boolean thousand) {
        try {
            if (thousand) {
                opening();
            }
            awaitOpen();
            AtomicBoolean stop = new AtomicBoolean();
            Thread writer = Thread.ofPlatform().daemon().name("writer").start(() -> write(runs, thousand, stop));
            TimeUnit.SECONDS.sleep(SETTLING_SECONDS);
            Platform.runLater(WindowHeartbeat::listen);
            List<Long> answers = ask(seconds);
            stop.set(true);
            writer.join();
            Platform.runLater(() -> {
                print("answers of the window's thread", answers);
                print("times between pulses", BEATS);
                Platform.exit();
            });
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts the measurement", e);
        }
    }

    /** From the first window on: how long until a table lists runs, and what the window answers meanwhile. */
    private static void opening() throws InterruptedException {
        while (Window.getWindows().isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        long shown = System.nanoTime();
        AtomicBoolean listed = new AtomicBoolean();
        List<Long> answers = new ArrayList<>();
        double untilListed = Double.NaN;
        while (System.nanoTime() - shown < TimeUnit.SECONDS.toNanos(OPENING_SECONDS)) {
            CountDownLatch answer = new CountDownLatch(1);
            long asked = System.nanoTime();
            Platform.runLater(() -> {
                listed.set(listed.get() || listed());
                answer.countDown();
            });
            answer.await();
            answers.add(System.nanoTime() - asked);
            if (Double.isNaN(untilListed) && listed.get()) {
                untilListed = (System.nanoTime() - shown) / 1e9;
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        System.out.printf("runs listed %.2f s after the window was there%n", untilListed);
        print("answers of the window's thread while it opens", answers);
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.printf("heap in use after opening: %d MB%n", (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }

    private static boolean listed() {
        return Window.getWindows().stream()
                .flatMap(window -> window.getScene().getRoot().lookupAll(".project-tree").stream())
                .anyMatch(node -> node instanceof TreeView<?> tree
                        && tree.getRoot().getChildren().stream()
                                .anyMatch(group -> !group.getChildren().isEmpty()
                                        && !group.getChildren()
                                                .getFirst()
                                                .getChildren()
                                                .isEmpty()));
    }

    /** Until the window's title names the project. */
    private static void awaitOpen() throws InterruptedException {
        AtomicBoolean open = new AtomicBoolean();
        while (!open.get()) {
            TimeUnit.MILLISECONDS.sleep(200);
            try {
                Platform.runLater(() -> open.set(Window.getWindows().stream()
                        .anyMatch(window -> window instanceof Stage stage
                                && stage.getTitle().startsWith("heartbeat"))));
            } catch (IllegalStateException notYet) {
                // The toolkit is still starting.
            }
        }
    }

    /** How long the window's thread takes to answer, asked again 5 ms after each answer. */
    private static List<Long> ask(int seconds) throws InterruptedException {
        List<Long> answers = new ArrayList<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end) {
            CountDownLatch answer = new CountDownLatch(1);
            long asked = System.nanoTime();
            Platform.runLater(answer::countDown);
            answer.await();
            answers.add(System.nanoTime() - asked);
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return answers;
    }

    private static void listen() {
        new AnimationTimer() {
            private long last = System.nanoTime();

            @Override
            public void handle(long pulse) {
                long now = System.nanoTime();
                BEATS.add(now - last);
                last = now;
            }
        }.start();
    }

    /** @param begun whether they have steps already */
    private static void write(List<RunDirectory> runs, boolean begun, AtomicBoolean stop) {
        try {
            for (RunDirectory run : runs) {
                if (!begun) {
                    append(run, "step,epoch,seconds,lr,loss,gradient_norm\n");
                }
            }
            for (int from = begun ? ThousandRuns.STEPS : 0; !stop.get(); from += ROWS) {
                for (RunDirectory run : runs) {
                    append(run, rows(from));
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the runs' logs cannot be written", e);
        }
    }

    private static String rows(int from) {
        StringBuilder text = new StringBuilder();
        for (int step = from + 1; step <= from + ROWS; step++) {
            double epoch = (double) step / STEPS_PER_EPOCH;
            // A noise that needs no generator: consecutive steps differ, as those of a real loss do.
            double loss = 0.4 + 2 * Math.exp(-epoch / 4) + 0.1 * Math.sin(step * 12.9898);
            text.append(step + "," + epoch + "," + step * 0.001 + ",0.001," + loss + ",1.0\n");
        }
        return text.toString();
    }

    private static void append(RunDirectory run, String text) throws IOException {
        Files.writeString(run.file(RunDirectory.STEPS), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void print(String what, List<Long> times) {
        long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                "%d %s: median %.1f ms, 99.9 %% within %.1f ms, longest %.1f ms%n",
                sorted.length, what, millis(sorted, 0.5), millis(sorted, 0.999), millis(sorted, 1));
    }

    private static double millis(long[] sorted, double share) {
        int at = Math.clamp((long) Math.ceil(share * sorted.length) - 1, 0, Math.max(0, sorted.length - 1));
        return sorted.length == 0 ? Double.NaN : sorted[at] / 1e6;
    }
}
