package dev.foresight.engine.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The head of a {@link TensorFile}: the length of its JSON and the JSON, which says what the texts are and where each
 * tensor lies. Whatever it says is checked against the size of the file, so that a damaged one costs no memory.
 */
final class TensorHeader {
    /** The key of the checksum among the texts. */
    static final String CHECKSUM = "sha256";

    /** The longest JSON that is read: some 100,000 tensors. */
    static final int LONGEST = 16 << 20;

    private static final String TEXTS = "__metadata__";
    private static final String TYPE = "F32";
    private static final String ZEROS = "0".repeat(Sha256.DIGITS);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final byte[] bytes;
    private final int checksumAt;
    private final String checksum;
    private final Map<String, String> texts;
    private final Map<String, Place> places;
    private final long fileSize;

    /**
     * Where a tensor lies in the file.
     *
     * @param from its first byte, counted from the start of the file
     * @param length in bytes
     */
    record Place(List<Integer> shape, long from, long length) {}

    private TensorHeader(
            byte[] bytes, int checksumAt, String checksum, Map<String, String> texts, Map<String, Place> places) {
        this.bytes = bytes;
        this.checksumAt = checksumAt;
        this.checksum = checksum;
        this.texts = Collections.unmodifiableMap(texts);
        this.places = Collections.unmodifiableMap(places);
        this.fileSize = places.values().stream()
                .mapToLong(place -> place.from + place.length)
                .max()
                .orElse(bytes.length);
    }

    /** Of a file that is to be written; its checksum is zeros. */
    static TensorHeader of(Map<String, String> texts, List<TensorFile.Entry> entries) {
        ObjectNode json = JSON.createObjectNode();
        // The checksum goes first, so that its place does not depend on the texts.
        ObjectNode metadata = json.putObject(TEXTS).put(CHECKSUM, ZEROS);
        texts.forEach((key, text) -> {
            if (metadata.has(key)) {
                throw new IllegalArgumentException(key + " is the key of the checksum");
            }
            metadata.put(key, text);
        });
        long at = 0;
        for (TensorFile.Entry entry : entries) {
            long length = bytes(entry.shape());
            if (json.has(entry.name())) {
                throw new IllegalArgumentException("two tensors are named " + entry.name());
            }
            ObjectNode tensor = json.putObject(entry.name()).put("dtype", TYPE);
            ArrayNode shape = tensor.putArray("shape");
            entry.shape().forEach(shape::add);
            tensor.putArray("data_offsets").add(at).add(at + length);
            at += length;
        }
        byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
        int padded = Math.ceilDiv(text.length, Long.BYTES) * Long.BYTES;
        if (padded > LONGEST) {
            throw new IllegalArgumentException(
                    "a header of " + padded + " bytes; " + LONGEST + " are allowed: there are too many tensors");
        }
        byte[] bytes = new byte[Long.BYTES + padded];
        Arrays.fill(bytes, (byte) ' ');
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(padded).put(text);
        try {
            return parse(bytes, bytes.length + at);
        } catch (IOException e) {
            throw new IllegalStateException("a header that was just made cannot be read", e);
        }
    }

    private static long bytes(List<Integer> shape) {
        long entries = 1;
        for (int size : shape) {
            entries = Math.multiplyExact(entries, (long) size);
        }
        return Math.multiplyExact(entries, (long) Float.BYTES);
    }

    /** @throws IOException with a sentence on what is wrong */
    static TensorHeader read(FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < Long.BYTES) {
            throw new IOException(
                    "it has " + size + " bytes; a checkpoint begins with the length of its header, 8 bytes");
        }
        ByteBuffer prefix = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        TensorFile.readFully(channel, prefix, 0);
        long length = prefix.getLong(0);
        if (length < 2 || length > LONGEST || length > size - Long.BYTES) {
            throw new IOException("its first 8 bytes tell of a header of " + Long.toUnsignedString(length)
                    + " bytes; 2 to " + Math.min(LONGEST, size - Long.BYTES) + " are allowed in a file of " + size);
        }
        ByteBuffer head = ByteBuffer.allocate((int) (Long.BYTES + length));
        TensorFile.readFully(channel, head, 0);
        return parse(head.array(), size);
    }

    private static TensorHeader parse(byte[] bytes, long size) throws IOException {
        JsonNode json = json(bytes);
        if (!json.isObject()) {
            throw new IOException("its header is " + excerpt(json) + "; an object { ... } is expected");
        }
        Map<String, Place> places = new LinkedHashMap<>();
        Map<String, String> texts = new LinkedHashMap<>();
        long at = bytes.length;
        for (var field : json.properties()) {
            if (field.getKey().equals(TEXTS)) {
                texts.putAll(texts(field.getValue()));
            } else {
                Place place = place(field.getKey(), field.getValue(), bytes.length, at, size);
                places.put(field.getKey(), place);
                at = place.from + place.length;
            }
        }
        if (at != size) {
            throw new IOException("its tensors end at byte " + at + ", the file at " + size + "; the two must agree");
        }
        String checksum = texts.remove(CHECKSUM);
        if (checksum == null || !checksum.matches("[0-9a-f]{" + Sha256.DIGITS + "}")) {
            throw new IOException(
                    "its header has " + (checksum == null ? "no " + CHECKSUM : "the " + CHECKSUM + " " + checksum)
                            + "; " + Sha256.DIGITS + " hexadecimal digits are expected in " + TEXTS);
        }
        int checksumAt = checksumAt(bytes, checksum);
        byte[] neutral = bytes.clone();
        Arrays.fill(neutral, checksumAt, checksumAt + Sha256.DIGITS, (byte) '0');
        return new TensorHeader(neutral, checksumAt, checksum, texts, places);
    }

    private static JsonNode json(byte[] bytes) throws IOException {
        try {
            return JSON.readTree(bytes, Long.BYTES, bytes.length - Long.BYTES);
        } catch (JsonProcessingException e) {
            throw new IOException("its header is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Map<String, String> texts(JsonNode node) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        if (!node.isObject()) {
            throw new IOException(TEXTS + " is " + excerpt(node) + "; an object with texts is expected");
        }
        for (var field : node.properties()) {
            if (!field.getValue().isTextual()) {
                throw new IOException(
                        field.getKey() + " in " + TEXTS + " is " + excerpt(field.getValue()) + "; a text is expected");
            }
            texts.put(field.getKey(), field.getValue().textValue());
        }
        return texts;
    }

    /** Tensors follow each other without gaps, in the order of the header, so they cannot overlap. */
    private static Place place(String name, JsonNode node, int head, long expected, long size) throws IOException {
        String type = node.path("dtype").asText();
        if (!type.equals(TYPE)) {
            throw new IOException("tensor " + name + " has the dtype " + excerpt(node.get("dtype")) + "; " + TYPE
                    + " is the one that is read");
        }
        JsonNode offsets = node.path("data_offsets");
        if (!offsets.isArray() || offsets.size() != 2 || !whole(offsets.get(0)) || !whole(offsets.get(1))) {
            throw new IOException("tensor " + name + " has the data_offsets " + excerpt(node.get("data_offsets"))
                    + "; two whole numbers are expected");
        }
        long begin = offsets.get(0).longValue();
        long end = offsets.get(1).longValue();
        if (begin != expected - head || end < begin || end > size - head) {
            throw new IOException("tensor " + name + " lies from " + begin + " to " + end + " of " + (size - head)
                    + " bytes; it must begin at " + (expected - head) + ", where the one before it ends");
        }
        List<Integer> shape = shape(name, node.path("shape"));
        if (product(shape) != (end - begin) / Float.BYTES || (end - begin) % Float.BYTES != 0) {
            throw new IOException("tensor " + name + " of shape " + shape + " has " + (end - begin)
                    + " bytes; 4 for each entry are expected");
        }
        return new Place(shape, head + begin, end - begin);
    }

    private static List<Integer> shape(String name, JsonNode node) throws IOException {
        List<Integer> shape = new ArrayList<>();
        if (!node.isArray()) {
            throw new IOException("tensor " + name + " has the shape " + excerpt(node) + "; a list is expected");
        }
        for (JsonNode size : node) {
            if (!size.isIntegralNumber() || !size.canConvertToInt() || size.intValue() < 0) {
                throw new IOException("tensor " + name + " has the shape " + excerpt(node)
                        + "; whole numbers of at least 0 are expected");
            }
            shape.add(size.intValue());
        }
        return List.copyOf(shape);
    }

    /** Entries of a shape; -1 where an array cannot hold as many. */
    private static long product(List<Integer> shape) {
        if (shape.contains(0)) {
            return 0;
        }
        long entries = 1;
        for (int size : shape) {
            entries *= size;
            // Both factors are below 2^31, so this is seen before a product overflows.
            if (entries > Integer.MAX_VALUE - 8) {
                return -1;
            }
        }
        return entries;
    }

    private static boolean whole(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0;
    }

    /** A key in quotes stands in no JSON text but as a key: inside of a text its quotes would be escaped. */
    private static int checksumAt(byte[] bytes, String checksum) throws IOException {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String key = "\"" + CHECKSUM + "\":\"" + checksum + "\"";
        int at = text.indexOf(key);
        if (at < 0 || text.indexOf(key, at + 1) >= 0) {
            throw new IOException("its " + CHECKSUM + " is not written as " + key + ", once");
        }
        return at + key.length() - 1 - Sha256.DIGITS;
    }

    private static String excerpt(@Nullable JsonNode node) {
        String text = node == null || node.isMissingNode() ? "nothing" : node.toString();
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }

    /** The first bytes of the file, the digits of the checksum as zeros; not to be written. */
    byte[] bytes() {
        return bytes;
    }

    /** Where in the file the digits of the checksum begin. */
    int checksumAt() {
        return checksumAt;
    }

    String checksum() {
        return checksum;
    }

    /** Without the checksum. */
    Map<String, String> texts() {
        return texts;
    }

    Set<String> names() {
        return places.keySet();
    }

    /** @throws IllegalArgumentException when there is no tensor of this name */
    Place place(String name) {
        Place place = places.get(name);
        if (place == null) {
            throw new IllegalArgumentException("no tensor " + name);
        }
        return place;
    }

    long fileSize() {
        return fileSize;
    }
}
