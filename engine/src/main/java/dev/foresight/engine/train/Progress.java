package dev.foresight.engine.train;

import dev.foresight.engine.run.Checkpoint;
import dev.foresight.engine.run.LogLengths;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How far a run is.
 *
 * @param step completed steps
 * @param evaluated the parts of the data that were measured at this step already, by id
 * @param best the best evaluation so far
 * @param ledger where the time went
 */
record Progress(long step, Set<String> evaluated, Optional<Checkpoint.Best> best, TimeLedger ledger) {
    /** A run that has not begun. */
    static Progress none() {
        return new Progress(0, Set.of(), Optional.empty(), new TimeLedger());
    }

    /** Where a checkpoint left off. */
    static Progress of(Checkpoint checkpoint) {
        TimeLedger ledger = new TimeLedger();
        ledger.resume(checkpoint.trainingNanos(), checkpoint.ledgerNanos(), checkpoint.ledgerBytes());
        return new Progress(checkpoint.step(), checkpoint.evaluated(), checkpoint.best(), ledger);
    }

    /** @param samples at which steps the open samples were taken */
    Checkpoint checkpoint(LogLengths logs, int recurrent, List<Long> samples, Checkpoint.Identity identity) {
        return new Checkpoint(
                step,
                evaluated,
                ledger.trainingNanos(),
                ledger.unreportedNanos(),
                ledger.unreportedBytes(),
                best,
                logs,
                recurrent,
                samples,
                identity);
    }
}
