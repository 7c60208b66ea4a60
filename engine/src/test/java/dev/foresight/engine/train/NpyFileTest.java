package dev.foresight.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyFileTest {
    @TempDir
    private Path folder;

    /** The bytes that numpy.save writes for np.array([1.5, -2], dtype=np.float32). */
    @Test
    void theBytesAreNumPys() throws IOException {
        Path file = folder.resolve("a.npy");

        NpyFile.write(file, List.of(2), new float[] {1.5f, -2});

        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }";
        byte[] bytes = Files.readAllBytes(file);
        assertThat(HexFormat.of().formatHex(bytes, 0, 10)).isEqualTo("934e554d505901007600");
        assertThat(new String(bytes, 10, 0x76, StandardCharsets.US_ASCII))
                .isEqualTo(header + " ".repeat(0x76 - header.length() - 1) + "\n");
        assertThat(bytes).hasSize(128 + 8);
        ByteBuffer data = ByteBuffer.wrap(bytes, 128, 8).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(data.getFloat()).isEqualTo(1.5f);
        assertThat(data.getFloat()).isEqualTo(-2f);
    }

    @Test
    void manyEntriesAndDimensionsComeBack() throws IOException {
        Path file = folder.resolve("a.npy");
        float[] entries = new float[3 * 7 * 1000];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = i;
        }

        NpyFile.write(file, List.of(3, 7, 1000), entries);

        Npy read = Npy.read(file);
        assertThat(read.type()).isEqualTo("<f4");
        assertThat(read.shape()).containsExactly(3, 7, 1000);
        assertThat(read.floats()).isEqualTo(entries);
    }

    @Test
    void labelsAreWrittenAsInt64() throws IOException {
        Path file = folder.resolve("a.npy");

        NpyFile.write(file, List.of(2, 2), new int[] {1, -2, 3, 4});

        Npy read = Npy.read(file);
        assertThat(read.type()).isEqualTo("<i8");
        assertThat(read.ints()).containsExactly(1, -2, 3, 4);
    }

    @Test
    void bytesAreWrittenAsUint8() throws IOException {
        Path file = folder.resolve("a.npy");

        NpyFile.write(file, List.of(3), new byte[] {1, -128, -1});

        Npy read = Npy.read(file);
        assertThat(read.type()).isEqualTo("|u1");
        assertThat(read.shape()).containsExactly(3);
        assertThat(read.entries().get(1)).isEqualTo((byte) -128);
        assertThat(read.entries().capacity()).isEqualTo(3);
    }

    @Test
    void aShapeThatDoesNotFitIsABug() {
        assertThatThrownBy(() -> NpyFile.write(folder.resolve("a.npy"), List.of(3), new float[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 entries for the shape [3]");
    }
}
