package dev.foresight.engine.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a run was when its state was taken: all of it but the tensors. Learning rates, batches and dropout masks are
 * functions of the seed and the step, so nothing is said of them here.
 *
 * @param step completed optimizer steps
 * @param evaluated the parts of the data whose measurement at this step is in the logs already
 * @param trainingNanos training time so far
 * @param ledgerNanos time of each phase that no line of the ledger tells yet
 * @param ledgerBytes bytes of each phase that no line of the ledger tells yet
 * @param best the best evaluation so far
 * @param logs how long the logs were
 * @param recurrent how many tensors of recurrent state there are; 0 where the state is zero
 * @param samples the steps at which the open samples of the weights' way were taken
 * @param identity what it belongs to
 */
public record Checkpoint(
        long step,
        Set<String> evaluated,
        long trainingNanos,
        Map<String, Long> ledgerNanos,
        Map<String, Long> ledgerBytes,
        Optional<Best> best,
        LogLengths logs,
        int recurrent,
        List<Long> samples,
        Identity identity) {
    public Checkpoint {
        evaluated = Set.copyOf(evaluated);
        ledgerNanos = Map.copyOf(ledgerNanos);
        samples = List.copyOf(samples);
        ledgerBytes = Map.copyOf(ledgerBytes);
    }

    /** The best value of the metric by which the run is judged, on the validation part of the data. */
    public record Best(String metric, double value, long step) {}

    /**
     * What a checkpoint belongs to.
     *
     * @param specHash SHA-256 of spec.json, which holds arm and seed
     * @param threads computing threads; with another number sums round differently
     * @param program version and commit of the program that wrote it
     */
    public record Identity(String specHash, int threads, String program) {
        /** Of this program. */
        public static Identity here(String specHash, int threads) {
            return new Identity(specHash, threads, BuildInfo.version() + " " + BuildInfo.commit());
        }
    }
}
