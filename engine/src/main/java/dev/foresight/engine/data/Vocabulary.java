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
     * How many characters each token stands for, in the order of the indices: its own and the space or the end of the
     * line that parts it from the next, so 1 for {@code <eos>}. In a text of which every other token, {@value #UNKNOWN}
     * aside, is a single character, the spaces are mere notation and each token stands for 1.
     */
    int[] characters() {
        boolean single = indices.keySet().stream()
                .filter(token -> !token.equals(TextFile.END) && !token.equals(UNKNOWN))
                .allMatch(token -> token.codePointCount(0, token.length()) == 1);
        int[] characters = new int[size()];
        indices.forEach((token, index) -> characters[index] =
                single || token.equals(TextFile.END) ? 1 : token.codePointCount(0, token.length()) + 1);
        return characters;
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
