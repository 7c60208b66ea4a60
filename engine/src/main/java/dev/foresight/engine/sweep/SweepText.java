package dev.foresight.engine.sweep;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Changes of a sweep's file that leave the rest of it, comments included, as somebody wrote it. */
public final class SweepText {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();

    private SweepText() {}

    /** Where a value stands in a text, and where its key begins. */
    private record Place(int key, int start, int end) {}

    /**
     * Puts a value in place of that of a key of the outermost object, or adds both as the first.
     *
     * @param text that {@link SweepSpec#read} takes
     * @param value as JSON
     */
    public static String with(String text, String key, String value) {
        return find(text, key)
                .map(place -> text.substring(0, place.start) + value + text.substring(place.end))
                .orElseGet(() -> {
                    int inside = begin(text) + 1;
                    return text.substring(0, inside) + "\n  \"" + key + "\": " + value + "," + text.substring(inside);
                });
    }

    /** Takes out a key of the outermost object, where it is there, with its value and a comma beside it. */
    public static String without(String text, String key) {
        return find(text, key)
                .map(place -> {
                    String head = text.substring(0, place.key);
                    String tail = text.substring(place.end);
                    return tail.stripLeading().startsWith(",")
                            ? head + tail.stripLeading().substring(1).stripLeading()
                            : head.stripTrailing().replaceFirst(",$", "") + tail;
                })
                .orElse(text);
    }

    private static Optional<Place> find(String text, String key) {
        try (JsonParser parser = MAPPER.createParser(text)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                int begin = (int) parser.currentTokenLocation().getCharOffset();
                parser.nextToken();
                int start = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                int length = parser.getTextLength();
                // Of a number the parser has looked one character further, so its end is that of its own text.
                int end = parser.currentToken().isNumeric()
                        ? start + length
                        : (int) parser.currentLocation().getCharOffset();
                if (name.equals(key)) {
                    return Optional.of(new Place(begin, start, end));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("a sweep was read before, so its text is JSON", e);
        }
    }

    /** Where the outermost object begins. */
    private static int begin(String text) {
        try (JsonParser parser = MAPPER.createParser(text)) {
            parser.nextToken();
            return (int) parser.currentTokenLocation().getCharOffset();
        } catch (IOException e) {
            throw new UncheckedIOException("a sweep was read before, so its text is JSON", e);
        }
    }
}
