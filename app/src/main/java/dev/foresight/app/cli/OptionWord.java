package dev.foresight.app.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Options whose values are words. */
final class OptionWord {
    private OptionWord() {}

    /**
     * The value with this word, which is its name in small letters.
     *
     * @throws CommandException when there is none
     */
    static <E extends Enum<E>> E one(String option, String word, Class<E> values) {
        for (E value : values.getEnumConstants()) {
            if (value.name().toLowerCase(Locale.ROOT).equals(word)) {
                return value;
            }
        }
        List<String> allowed = Arrays.stream(values.getEnumConstants())
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
        throw new CommandException(
                ExitCode.USAGE, option + " " + word + ": found; " + String.join(" and ", allowed) + " are allowed");
    }
}
