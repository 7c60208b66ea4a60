package dev.foresight.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataArchiveTest {
    @TempDir
    Path folder;

    private Path into() throws IOException {
        return Files.createDirectories(folder.resolve("data"));
    }

    private interface Entries {
        void add(TarArchiveOutputStream archive) throws IOException;
    }

    private static byte[] tar(Entries entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream archive = new TarArchiveOutputStream(bytes)) {
            archive.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            entries.add(archive);
        }
        return bytes.toByteArray();
    }

    private static void file(TarArchiveOutputStream archive, String name, byte[] content) throws IOException {
        // As it stands: the usual constructor would take a leading slash away.
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        archive.putArchiveEntry(entry);
        archive.write(content);
        archive.closeArchiveEntry();
    }

    private static void special(TarArchiveOutputStream archive, String name, byte kind) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, kind);
        entry.setLinkName("/etc/passwd");
        archive.putArchiveEntry(entry);
        archive.closeArchiveEntry();
    }

    private Path gzip(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(content);
        }
        return file;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Path unpack(Path archive, boolean replace) throws IOException {
        return new DataArchive(archive, new DataArchive.Limits(4 << 20, 50, 200), bytes -> {}).unpack(into(), replace);
    }

    private void assertRefused(Path archive, String... words) throws IOException {
        assertThatThrownBy(() -> unpack(archive, false))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(String.valueOf(archive.getFileName()))
                .hasMessageContainingAll(words);
        try (Stream<Path> left = Files.list(into())) {
            assertThat(left).as("what is left").isEmpty();
        }
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).as("beside it").containsExactlyInAnyOrder(archive, folder.resolve("data"));
        }
    }

    @Test
    void aFolderInATarBecomesThatFolderAndIsReplacedOnRequestOnly() throws IOException {
        Path archive = gzip("set.tar.gz", tar(out -> {
            file(out, "./inside/a.bin", new byte[] {1, 2, 3});
            file(out, "./inside/deep/b.txt", text("b"));
        }));
        Path unpacked = unpack(archive, false);
        assertThat(unpacked).isEqualTo(into().resolve("inside"));
        assertThat(unpacked.resolve("a.bin")).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(unpacked.resolve("deep/b.txt")).hasContent("b");
        Files.writeString(unpacked.resolve("mine"), "work");
        assertThatThrownBy(() -> unpack(archive, false))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("is there already");
        assertThat(unpacked.resolve("mine")).hasContent("work");
        unpack(archive, true);
        assertThat(unpacked.resolve("mine")).doesNotExist();
        assertThat(into().toFile().list()).containsExactly("inside");
    }

    @Test
    void filesOfAZipGetAFolderOfTheArchivesName() throws IOException {
        Path archive = folder.resolve("ptb.zip");
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(archive)) {
            for (String name : List.of("ptb.train.txt", "ptb.valid.txt", "ptb.test.txt")) {
                out.putArchiveEntry(new ZipArchiveEntry(name));
                out.write(text("a b\n"));
                out.closeArchiveEntry();
            }
        }
        Path unpacked = unpack(archive, false);
        assertThat(unpacked).isEqualTo(into().resolve("ptb"));
        assertThat(TextFolder.find(unpacked).test()).hasContent("a b\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../out",
                "a/../../out",
                "/etc/out",
                "C:\\out",
                "a\\..\\out",
                "a//b",
                "..",
                "c:out",
                "a\nb",
                "nul\0"
            })
    void whatIsNoPlainPathInsideIsRefused(String name) throws IOException {
        Path zip = folder.resolve("bad.zip");
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
            ZipArchiveEntry entry = new ZipArchiveEntry("x") {
                @Override
                public String getName() {
                    return name;
                }
            };
            out.putArchiveEntry(entry);
            out.write(1);
            out.closeArchiveEntry();
        }
        assertRefused(zip, "no plain path inside the archive", "nothing was unpacked");
    }

    @Test
    void aTarThatLeavesTheFolderIsRefusedEvenAfterGoodEntries() throws IOException {
        assertRefused(
                gzip("bad.tar.gz", tar(out -> {
                    file(out, "good", new byte[10]);
                    file(out, "../../bad", new byte[10]);
                })),
                "\"../../bad\"");
        Files.delete(folder.resolve("bad.tar.gz"));
        Path absolute = folder.resolve("absolute.tar");
        Files.write(absolute, tar(out -> file(out, "/tmp/foresight-absolute", new byte[1])));
        assertRefused(absolute, "no plain path");
        assertThat(Path.of("/tmp/foresight-absolute")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            bytes = {
                TarConstants.LF_SYMLINK,
                TarConstants.LF_LINK,
                TarConstants.LF_CHR,
                TarConstants.LF_BLK,
                TarConstants.LF_FIFO
            })
    void linksAndDevicesAreRefused(byte kind) throws IOException {
        assertRefused(gzip("links.tgz", tar(out -> special(out, "door", kind))), "\"door\"", "a link, a device");
    }

    @Test
    void aLinkInAZipIsRefused() throws IOException {
        Path zip = folder.resolve("link.zip");
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
            ZipArchiveEntry entry = new ZipArchiveEntry("door");
            entry.setUnixMode(0120777);
            out.putArchiveEntry(entry);
            out.write(text("/etc/passwd"));
            out.closeArchiveEntry();
        }
        assertRefused(zip, "\"door\"", "a link");
    }

    @Test
    void archivesWithoutBoundsAreRefused() throws IOException {
        // 30 MB of zeros in 30 KB.
        Path bomb = gzip("bomb.tar.gz", tar(out -> file(out, "zeros", new byte[30 << 20])));
        assertRefused(bomb, "more than 4194304 bytes", "\"zeros\"");
        assertThatThrownBy(() -> new DataArchive(bomb, bytes -> {}).unpack(into(), false))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("more than 200 times as much");
        Files.delete(bomb);
        assertRefused(
                gzip("many.tar.gz", tar(out -> {
                    for (int i = 0; i <= 50; i++) {
                        file(out, "f" + i, new byte[0]);
                    }
                })),
                "more than 50 entries");
    }

    @Test
    void anEntryNeverReplacesAnother() throws IOException {
        assertRefused(
                gzip("twice.tar.gz", tar(out -> {
                    file(out, "a", new byte[] {1});
                    file(out, "a", new byte[] {2});
                })),
                "\"a\" twice");
    }

    @Test
    void aDamagedArchiveLeavesNothing() throws IOException {
        byte[] random = new byte[20_000];
        new java.util.Random(1).nextBytes(random);
        Path whole = gzip("cut.tar.gz", tar(out -> file(out, "a", random)));
        byte[] bytes = Files.readAllBytes(whole);
        Files.write(whole, Arrays.copyOf(bytes, bytes.length / 2));
        assertRefused(whole, "cannot be unpacked", "check that the archive is whole");
        // The checksum of gzip stands at its end.
        bytes[bytes.length - 6] ^= 1;
        Files.write(whole, bytes);
        assertRefused(whole, "cannot be unpacked");
        Files.write(whole, text("no archive at all"));
        assertRefused(whole, "none of .tar, .tar.gz and .zip");
        Files.write(whole, tar(out -> {}));
        assertThatThrownBy(() -> unpack(whole, false)).isInstanceOf(DataException.class);
    }
}
