package dev.foresight.engine.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.StringTokenizer;

/**
 * A text file of tokens parted by white space, one sentence a line, in UTF-8. Every line ends with the token
 * {@value #END}, also an empty one, as PyTorch's word language model reads it.
 */
final class TextFile {
    static final String END = "<eos>";

    /** 200 times the Penn TreeBank; with its decoded form it takes three times as much memory. */
    private static final long MAX_BYTES = 1L << 30;

    private final Path file;
    private final byte[] content;

    private TextFile(Path file, byte[] content) {
        this.file = file;
        this.content = content;
    }

    static TextFile read(Path file) {
        try {
            long bytes = Files.size(file);
            if (bytes > MAX_BYTES) {
                throw new DataException(file + ": found " + bytes + " bytes, allowed up to " + MAX_BYTES
                        + ", since a text is held in memory; cut it");
            }
            return new TextFile(file, Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new DataException(file + ": missing, expected a text file", e);
        } catch (IOException e) {
            throw new DataException(file + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }

    Path file() {
        return file;
    }

    byte[] content() {
        return content;
    }

    /** Receives tokens in order. */
    interface Reader {
        /** @param line from 1 */
        void token(String token, int line);
    }

    /**
     * Hands out every token.
     *
     * @throws DataException when the text is no UTF-8 or holds no word
     */
    void forEach(Reader reader) {
        String text = decode();
        int words = 0;
        int line = 0;
        int start = 0;
        while (start < text.length()) {
            line++;
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            StringTokenizer tokens = new StringTokenizer(text.substring(start, end), " \t\r\f");
            while (tokens.hasMoreTokens()) {
                reader.token(tokens.nextToken(), line);
                words++;
            }
            reader.token(END, line);
            start = end + 1;
        }
        if (words == 0) {
            throw new DataException(file + ": found no word in " + content.length
                    + " bytes, expected a text of words parted by spaces, one sentence a line");
        }
    }

    private String decode() {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.wrap(content);
        // UTF-8 never has more characters than bytes.
        CharBuffer chars = CharBuffer.allocate(content.length);
        CoderResult result = decoder.decode(bytes, chars, true);
        if (result.isError()) {
            int offset = bytes.position();
            int line = 1;
            for (int i = 0; i < offset; i++) {
                line += content[i] == '\n' ? 1 : 0;
            }
            throw new DataException(String.format(
                    Locale.ROOT,
                    "%s: line %,d, byte offset %,d: found byte 0x%02X, which is not valid UTF-8 there; convert the file"
                            + " to UTF-8",
                    file,
                    line,
                    offset,
                    content[offset]));
        }
        return chars.flip().toString();
    }
}
