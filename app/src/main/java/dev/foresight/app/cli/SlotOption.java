package dev.foresight.app.cli;

import dev.foresight.engine.queue.Slots;
import picocli.CommandLine.Option;

/** How many runs work at a time; an option of several commands. */
final class SlotOption {
    @Option(names = "--slots", paramLabel = "N", description = "runs at a time; by default 1")
    private int count = 1;

    /** Where the spec leaves the threads open, runs at a time share those of the machine. */
    Slots slots() {
        if (count < 1) {
            throw new CommandException(ExitCode.USAGE, "--slots " + count + ": at least 1 is needed");
        }
        return new Slots(count, Math.max(1, Slots.ofThisMachine().threads() / count));
    }
}
