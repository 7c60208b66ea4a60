package dev.foresight.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In processes of their own, for what a JVM refuses can be set once. */
class DeserializationTest {
    private static final String REFUSED = "refused: filter status: REJECTED";

    @TempDir
    Path folder;

    /** Reads back a list that it wrote, and says what came of it. */
    static final class Reader {
        private Reader() {}

        public static void main(String[] arguments) throws Exception {
            if (arguments.length > 0) {
                Deserialization.refuse();
                Deserialization.refuse();
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(new ArrayList<>(List.of("a")));
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                System.out.print("read: " + in.readObject());
            } catch (IOException e) {
                System.out.print("refused: " + e.getMessage());
            }
        }
    }

    @Test
    void aWorkerRefusesSerialisedObjects() throws Exception {
        List<String> worker = WorkerCommand.prefix();
        assertThat(said(worker.subList(0, worker.size() - 1))).isEqualTo(REFUSED);
    }

    @Test
    void theProgramRefusesSerialisedObjectsWithoutThatSetting() throws Exception {
        List<String> plain =
                List.of(WorkerCommand.prefix().getFirst(), "-Xmx64m", "-cp", System.getProperty("java.class.path"));
        assertThat(said(plain)).as("without anything").isEqualTo("read: [a]");
        assertThat(said(plain, "refuse")).isEqualTo(REFUSED);
    }

    @Test
    void theLauncherRefusesSerialisedObjects() throws IOException {
        assertThat(Files.readAllLines(Path.of("src/main/launcher/java.args"))).contains(Deserialization.REFUSED);
    }

    private String said(List<String> java, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(java);
        command.add(Reader.class.getName());
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output, StandardCharsets.UTF_8);
    }
}
