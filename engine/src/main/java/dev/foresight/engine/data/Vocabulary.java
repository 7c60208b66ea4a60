package dev.foresight.engine.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The tokens of a training text, numbered in the order in which they first occur, {@code <eos>} among them. */
final class Vocabulary {
    static final String UNKNOWN = "<unk>";

    private final Map<String, Integer> indices = new HashMap<>();

    private Vocabulary() {}

    /** The vocabulary of a training text. */
    static Vocabulary of(TextFile train) {
        Vocabulary vocabulary = new Vocabulary();
        train.forEach((token, line) -> vocabulary.indices.putIfAbsent(token, vocabulary.indices.size()));
        return vocabulary;
    }

    int size() {
        return indices.size();
    }

    /**
     * A text as indices.
     *
     * @param unknownAllowed whether a token that the training text lacks is read as {@value #UNKNOWN}
     * @throws DataException at a token that is missing from the vocabulary
     */
    int[] encode(TextFile text, boolean unknownAllowed) {
        Encoder encoder = new Encoder();
        text.forEach((token, line) -> {
            Integer index = indices.get(token);
            if (index == null && unknownAllowed) {
                index = indices.get(UNKNOWN);
            }
            if (index == null) {
                throw new DataException(text.file() + ": line " + line + ": found the token \"" + token
                        + "\", which is missing from the vocabulary of the training text (" + size() + " tokens"
                        + (indices.containsKey(UNKNOWN)
                                ? ", " + UNKNOWN + " among them); replace it by " + UNKNOWN
                                        + " in the file, or set the parameter unknown to \"unk\""
                                : " and no " + UNKNOWN + "); use the training text that belongs to this file"));
            }
            encoder.add(index);
        });
        return Arrays.copyOf(encoder.indices, encoder.count);
    }

    private static final class Encoder {
        private int[] indices = new int[1 << 16];
        private int count;

        void add(int index) {
            if (count == indices.length) {
                indices = Arrays.copyOf(indices, 2 * count);
            }
            indices[count++] = index;
        }
    }
}
