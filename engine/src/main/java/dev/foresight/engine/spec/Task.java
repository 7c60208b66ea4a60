package dev.foresight.engine.spec;

/** What a network is trained to do, and hence how its quality is measured. */
public enum Task {
    /** Images to classes; measured by accuracy. */
    IMAGE_CLASSIFICATION("image-classification"),
    /** Tokens to the next token; measured by perplexity. */
    LANGUAGE_MODEL("language-model");

    private final String id;

    Task(String id) {
        this.id = id;
    }

    /** The word in JSON. */
    public String id() {
        return id;
    }
}
