package dev.foresight.plots.network;

import dev.foresight.engine.spec.Parameter;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Values of a parameter that a reader would like to compare: all of them where they are few. */
final class SomeValues {
    private static final int FEW = 4;

    private SomeValues() {}

    static List<Object> of(Parameter parameter) {
        return switch (parameter) {
            case Parameter.Choice choice -> List.copyOf(choice.choices());
            case Parameter.Flag unused -> List.of(true, false);
            case Parameter.Whole whole ->
                whole.max() - whole.min() < FEW
                        ? List.copyOf(LongStream.rangeClosed(whole.min(), whole.max())
                                .boxed()
                                .toList())
                        : List.of();
            case Parameter.Real real ->
                Stream.of(1.0, 0.5, 0.25)
                        .map(share -> share * real.defaultValue())
                        .filter(value -> value >= real.min())
                        .<Object>map(value -> value)
                        .toList();
            case Parameter.Location unused -> List.of();
        };
    }
}
