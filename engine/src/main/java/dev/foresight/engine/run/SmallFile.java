package dev.foresight.engine.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads text files that are small when they are what they should be: a wrong or hostile one must not fill the memory. */
public final class SmallFile {
    /** Several thousand times what such a file usually has. */
    public static final int MAX_BYTES = 4 << 20;

    private SmallFile() {}

    /**
     * The text of a file in UTF-8.
     *
     * @throws java.nio.charset.CharacterCodingException when it is not UTF-8
     * @throws IOException when it cannot be read, or is larger than {@link #MAX_BYTES}
     */
    public static String read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            // Not the size that the system tells: the file may grow, and a device has none.
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw new IOException("found more than " + MAX_BYTES + " bytes, which is too large for such a file");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        }
    }
}
