package dev.foresight.app.run;

/**
 * Something to tell a person, with one thing to do about it where there is one.
 *
 * @param offer a verb for a button; empty for none
 */
public record Notice(String text, String offer, Runnable work) {
    static Notice plain(String text) {
        return new Notice(text, "", () -> {});
    }
}
