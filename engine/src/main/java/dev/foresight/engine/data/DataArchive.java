package dev.foresight.engine.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * An archive that somebody else made: .tar, .tar.gz or .zip, told by its content. It is unpacked beside its destination and
 * moved there when all of it is good, so a bad one leaves nothing. Refused are entries that would leave the folder or
 * replace one another, links, devices, and more bytes or entries than a data set has.
 */
public final class DataArchive {
    /** What an archive may unpack to; tests take less. */
    record Limits(long bytes, int entries, int ratio) {
        static final Limits USUAL = new Limits(20L << 30, 200_000, 200);
    }

    /** Compressed so far that no ratio is asked for: a few zeros compress well. */
    private static final long SMALL = 16 << 20;

    private static final String REMEDY =
            "; nothing was unpacked. Take the archive from where the data set is published";

    private final Path file;
    private final Limits limits;
    private final LongConsumer progress;
    /** The program is ending. */
    private volatile boolean cancelled;

    /** @param progress is told the bytes unpacked so far, often */
    public DataArchive(Path file, LongConsumer progress) {
        this(file, Limits.USUAL, progress);
    }

    DataArchive(Path file, Limits limits, LongConsumer progress) {
        this.file = file;
        this.limits = limits;
        this.progress = progress;
    }

    /**
     * Unpacks into a folder that is made. What is one folder inside the archive gets its name, all else a folder with the
     * name of the archive.
     *
     * @param replace whether to put it in the place of a folder that is there
     * @return the folder
     * @throws DataException when the archive is missing, damaged or refused, or the folder is there or cannot be made
     */
    public Path unpack(Path into, boolean replace) {
        Path scratch = into.toAbsolutePath().resolve(".import-" + UUID.randomUUID());
        CountDownLatch over = new CountDownLatch(1);
        Thread end = new Thread(() -> cancelAndWait(over));
        Runtime.getRuntime().addShutdownHook(end);
        try {
            Path content = Files.createDirectories(scratch.resolve("content"));
            new Unpacking(content).all();
            return settle(content, into, replace);
        } catch (IOException e) {
            throw new DataException(
                    file + " cannot be unpacked into " + into + ": " + reason(e)
                            + "; check that the archive is whole, that the folder may be written to, and that there is space",
                    e);
        } finally {
            delete(scratch);
            over.countDown();
            forget(end);
        }
    }

    /** When the program is asked to end in the middle of it, nothing is left either. */
    private void cancelAndWait(CountDownLatch over) {
        cancelled = true;
        try {
            over.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forget(Thread end) {
        if (!cancelled) {
            Runtime.getRuntime().removeShutdownHook(end);
        }
    }

    private Path settle(Path content, Path into, boolean replace) throws IOException {
        List<Path> top;
        try (Stream<Path> entries = Files.list(content)) {
            top = entries.toList();
        }
        if (top.isEmpty()) {
            throw refused("holds no files");
        }
        boolean folder = top.size() == 1 && Files.isDirectory(top.getFirst());
        Path from = folder ? top.getFirst() : content;
        Path target = into.resolve(folder ? name(top.getFirst()) : title());
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            if (!replace) {
                throw new DataException(
                        target + ": is there already; nothing was changed. Replace it with --replace, or"
                                + " choose another folder with --into");
            }
        }
        replace(from, target);
        return target;
    }

    /** The folder before goes last, and comes back where the new one cannot take its place. */
    private static void replace(Path from, Path target) throws IOException {
        boolean there = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
        Path former = target.resolveSibling(name(target) + ".former-" + UUID.randomUUID());
        if (there) {
            Files.move(target, former, StandardCopyOption.ATOMIC_MOVE);
        }
        try {
            Files.move(from, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (there) {
                Files.move(former, target, StandardCopyOption.ATOMIC_MOVE);
            }
            throw e;
        }
        if (there) {
            delete(former);
        }
    }

    /** The archive's name without its endings. */
    private String title() {
        String title = name(file).replaceFirst("(?i)(\\.tar|\\.tgz|\\.zip)(\\.gz)?$|\\.gz$", "");
        return title.isBlank() ? "data" : title;
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private DataException refused(String what) {
        return new DataException(file + " " + what + REMEDY);
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            System.getLogger(DataArchive.class.getName())
                    .log(System.Logger.Level.WARNING, "left behind, and may be deleted: " + folder, e);
        }
    }

    /** One pass over the archive. */
    private final class Unpacking {
        private final Path root;
        private final byte[] buffer = new byte[1 << 16];
        private final long archiveBytes = Files.size(file);
        private long written;
        private int entries;

        Unpacking(Path root) throws IOException {
            this.root = root;
        }

        void all() throws IOException {
            switch (kind()) {
                case "zip" -> zip();
                case "gzip" -> {
                    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
                            InputStream plain = GzipCompressorInputStream.builder()
                                    .setInputStream(bytes)
                                    .setDecompressConcatenated(true)
                                    .get()) {
                        tar(plain);
                    }
                }
                case "tar" -> {
                    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
                        tar(bytes);
                    }
                }
                default ->
                    throw refused(
                            "is none of .tar, .tar.gz and .zip by its content; other kinds have to be unpacked by hand");
            }
        }

        private String kind() throws IOException {
            byte[] start;
            try (InputStream bytes = Files.newInputStream(file)) {
                start = bytes.readNBytes(512);
            }
            if (start.length > 1 && (start[0] & 255) == 0x1f && (start[1] & 255) == 0x8b) {
                return "gzip";
            }
            if (start.length > 3 && start[0] == 'P' && start[1] == 'K') {
                return "zip";
            }
            return start.length == 512 && new String(start, 257, 5, StandardCharsets.US_ASCII).equals("ustar")
                    ? "tar"
                    : "other";
        }

        private void tar(InputStream bytes) throws IOException {
            try (TarArchiveInputStream archive = new TarArchiveInputStream(bytes)) {
                for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                    boolean special = entry.isSymbolicLink()
                            || entry.isLink()
                            || entry.isCharacterDevice()
                            || entry.isBlockDevice()
                            || entry.isFIFO()
                            || entry.isSparse();
                    put(entry.getName(), entry.isDirectory(), special, archive);
                }
                // What follows the end of the archive belongs to it too: the checksum of gzip stands there.
                while (bytes.read(buffer) >= 0) {
                    // to the end
                }
            }
        }

        private void zip() throws IOException {
            try (ZipFile archive = ZipFile.builder().setPath(file).get()) {
                Enumeration<ZipArchiveEntry> all = archive.getEntries();
                while (all.hasMoreElements()) {
                    ZipArchiveEntry entry = all.nextElement();
                    if (!archive.canReadEntryData(entry)) {
                        throw refused("has the entry " + quoted(entry.getName())
                                + ", which is encrypted or compressed in a way that is not read here");
                    }
                    try (InputStream content = archive.getInputStream(entry)) {
                        put(entry.getName(), entry.isDirectory(), entry.isUnixSymlink(), content);
                    }
                }
            }
        }

        private void put(String name, boolean folder, boolean special, InputStream content) throws IOException {
            if (++entries > limits.entries()) {
                throw refused("has more than " + limits.entries() + " entries");
            }
            if (special) {
                throw refused("has the entry " + quoted(name) + ", which is a link, a device or a file with holes");
            }
            Path target = place(name);
            if (folder) {
                Files.createDirectories(target);
                return;
            }
            Files.createDirectories(target.resolveSibling("."));
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                throw refused("has the entry " + quoted(name) + " twice, or a file and a folder of that name");
            }
            try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
                for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                    count(read, name);
                    out.write(buffer, 0, read);
                }
            }
        }

        private void count(int bytes, String name) {
            if (cancelled) {
                throw refused("was being unpacked when the program was ended");
            }
            written += bytes;
            if (written > limits.bytes()) {
                throw refused("unpacks to more than " + limits.bytes() + " bytes, in the entry " + quoted(name));
            }
            if (written > SMALL && written > limits.ratio() * archiveBytes) {
                throw refused("of " + archiveBytes + " bytes unpacks to more than " + limits.ratio()
                        + " times as much, in the entry " + quoted(name));
            }
            progress.accept(written);
        }

        /** Names that mean another place, on this system or on another, are refused rather than mended. */
        private Path place(String name) {
            String plain = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
            boolean wrong = plain.isEmpty() || plain.startsWith("/") || plain.length() > 1000;
            for (String part : plain.split("/", -1)) {
                wrong |= part.isBlank() && !plain.isEmpty()
                        || part.equals("..")
                        || part.chars().anyMatch(c -> c < 32 || "\\:*?\"<>|".indexOf(c) >= 0);
            }
            Path target = wrong ? root : root.resolve(plain).normalize();
            if (wrong || !target.startsWith(root)) {
                throw refused("has the entry " + quoted(name) + ", which is no plain path inside the archive");
            }
            return target;
        }
    }

    /** At most a line, without characters that would change a terminal. */
    private static String quoted(String name) {
        String shown = name.length() > 120 ? name.substring(0, 120) + "..." : name;
        StringBuilder text = new StringBuilder("\"");
        shown.chars()
                .forEach(c -> text.append(
                        c < 32 || c == 127 ? String.format(Locale.ROOT, "\\u%04x", c) : Character.toString((char) c)));
        return text.append('"').toString();
    }
}
