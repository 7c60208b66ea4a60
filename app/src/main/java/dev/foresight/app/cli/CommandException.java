package dev.foresight.app.cli;

/** An expected reason why a command cannot go on; the message is for the user, the code for the shell. */
final class CommandException extends RuntimeException {
    private final int exitCode;

    CommandException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
