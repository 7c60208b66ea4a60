package dev.foresight.engine.spec;

/** Experiment specs as JSON, friendly to edit by hand. */
public final class SpecJson {
    private SpecJson() {}

    /**
     * @param origin what the text is, for messages: a file's name
     * @throws InvalidSpecException with all problems of form at once
     */
    public static ExperimentSpec read(String text, String origin) {
        throw new UnsupportedOperationException(text + origin);
    }

    public static String write(ExperimentSpec spec) {
        throw new UnsupportedOperationException(spec.name());
    }
}
