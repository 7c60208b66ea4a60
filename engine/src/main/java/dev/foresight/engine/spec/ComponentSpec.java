package dev.foresight.engine.spec;

import java.util.Objects;

/** A component chosen by id, with values for its declared parameters; what is absent has its default. */
public record ComponentSpec(String id, Values parameters) {
    public ComponentSpec {
        Objects.requireNonNull(id);
        Objects.requireNonNull(parameters);
    }
}
