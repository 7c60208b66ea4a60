package dev.foresight.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TensorFileTest {
    private static final float[] ODD = {-0f, Float.MIN_VALUE, 1e-41f, Float.NEGATIVE_INFINITY, Float.NaN, 3};

    @TempDir
    Path folder;

    private Path write() {
        Path file = folder.resolve("a.safetensors");
        TensorFile.write(
                file,
                Map.of("foresight", "{\"sha256\":\"none\"}"),
                List.of(
                        new TensorFile.Entry("conv.weight", List.of(2, 3), () -> ODD),
                        new TensorFile.Entry("empty", List.of(0, 5), () -> new float[0]),
                        new TensorFile.Entry("bias", List.of(1), () -> new float[] {0.25f})));
        return file;
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }

    /** A file with this header and so many zeros behind it. */
    private Path file(String header, int data) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + data).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text);
        return Files.write(folder.resolve("odd.safetensors"), bytes.array());
    }

    @Test
    void givesBackEveryBitTextAndShape() {
        try (TensorFile file = TensorFile.open(write())) {
            assertThat(bits(file.read("conv.weight"))).isEqualTo(bits(ODD));
            assertThat(file.read("empty")).isEmpty();
            assertThat(file.read("bias")).containsExactly(0.25f);
            assertThat(file.names()).containsExactly("conv.weight", "empty", "bias");
            assertThat(file.has("conv.weight", List.of(2, 3))).isTrue();
            assertThat(file.has("conv.weight", List.of(3, 2))).isFalse();
            assertThat(file.texts()).isEqualTo(Map.of("foresight", "{\"sha256\":\"none\"}"));
        }
    }

    @Test
    void aTensorLongerThanAChunkIsWhole() {
        float[] many = new float[700_001];
        for (int i = 0; i < many.length; i++) {
            many[i] = i;
        }
        Path file = folder.resolve("many.safetensors");
        long bytes = TensorFile.write(
                file, Map.of(), List.of(new TensorFile.Entry("many", List.of(many.length), () -> many)));
        assertThat(file).hasSize(bytes);
        try (TensorFile read = TensorFile.open(file)) {
            assertThat(read.read("many")).isEqualTo(many);
        }
    }

    @Test
    void isLaidOutAsSafetensorsSays() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(write())).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) bytes.getLong();
        assertThat(length % 8).isZero();
        String header = new String(bytes.array(), 8, length, StandardCharsets.UTF_8);
        assertThat(header)
                .startsWith("{\"__metadata__\":{\"sha256\":\"")
                .contains("\"conv.weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}")
                .contains("\"bias\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[24,28]}");
        assertThat(bytes.getFloat(8 + length + 24)).isEqualTo(0.25f);
    }

    /** In the length, the JSON, the checksum itself and the numbers alike. */
    @Test
    void everyFlippedBitIsFound() throws IOException {
        Path file = write();
        byte[] whole = Files.readAllBytes(file);
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, damaged);
            assertThatThrownBy(() -> TensorFile.open(file))
                    .as("bit %d", bit)
                    .isInstanceOf(RunIoException.class)
                    .hasMessageContaining("a.safetensors");
        }
    }

    @Test
    void everyTruncationAndAnythingAppendedIsFound() throws IOException {
        Path file = write();
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length <= whole.length + 1; length++) {
            if (length != whole.length) {
                Files.write(file, Arrays.copyOf(whole, length));
                assertThatThrownBy(() -> TensorFile.open(file))
                        .as("%d bytes", length)
                        .isInstanceOf(RunIoException.class)
                        .hasMessageContaining("a.safetensors");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, Long.MAX_VALUE, 1L << 40, (16 << 20) + 1})
    void aHeaderLongerThanTheFileOrTheCapCostsNoMemory(long length) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
        Path file = Files.write(folder.resolve("long.safetensors"), bytes.array());
        assertThatThrownBy(() -> TensorFile.open(file))
                .isInstanceOf(RunIoException.class)
                .hasMessageContaining("header of " + Long.toUnsignedString(length))
                .hasMessageContaining("2 to 56 are allowed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            [] | an object
            {"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}} | dtype "F64"
            {"a":{"shape":[1],"data_offsets":[0,8]}} | dtype nothing
            {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}} | 4 for each entry
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,7]}} | 4 for each entry
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}} | must begin at 0
            {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}} | of 8 bytes
            {"a":{"dtype":"F32","shape":[0],"data_offsets":[8,0]}} | from 8 to 0
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | must begin at 4
            {"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}} | at least 0
            {"a":{"dtype":"F32","shape":[65536,65536,65536,65536],"data_offsets":[0,8]}} | 4 for each entry
            {"a":{"dtype":"F32","shape":[4294967298],"data_offsets":[0,8]}} | whole numbers
            {"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}} | a list is expected
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}} | two whole numbers
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0.0,8.0]}} | two whole numbers
            {"a":7} | dtype nothing
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} | the file at
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | no sha256
            {"__metadata__":{"sha256":"12"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | the sha256 12
            {"__metadata__":{"x":1},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | a text is expected
            {"__metadata__":[],"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | an object with texts
            {"a":{},"a":{}} | not JSON
            {} x | not JSON
            """)
    void aHeaderThatContradictsItselfOrTheFileIsRefusedInWords(String header, String words) throws IOException {
        Path file = file(header, 8);
        assertThatThrownBy(() -> TensorFile.open(file))
                .isInstanceOf(RunIoException.class)
                .hasMessageContaining("odd.safetensors")
                .hasMessageContaining(words);
    }

    @Test
    void deeplyNestedJsonIsRefused() throws IOException {
        Path file = file("[".repeat(100_000), 0);
        assertThatThrownBy(() -> TensorFile.open(file)).isInstanceOf(RunIoException.class);
    }

    @Test
    void aSourceWithAnotherNumberOfEntriesIsABugAndLeavesNoFile() {
        Path file = folder.resolve("b.safetensors");
        assertThatThrownBy(() -> TensorFile.write(
                        file, Map.of(), List.of(new TensorFile.Entry("a", List.of(2), () -> new float[3]))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFullDiskLeavesTheOldFileAndNoTemporaryOne() throws IOException {
        Path file = write();
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> TensorFile.write(
                        file,
                        Map.of(),
                        List.of(new TensorFile.Entry("a", List.of(1000), () -> new float[1000])),
                        temporary -> new FullDisk(temporary, 500)))
                .isInstanceOf(RunIoException.class)
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("has space left");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(folder.toFile().list()).containsExactly("a.safetensors");
    }
}
