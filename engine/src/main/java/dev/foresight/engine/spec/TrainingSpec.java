package dev.foresight.engine.spec;

/**
 * How every arm is trained.
 *
 * @param length how long
 * @param batch examples, or parallel token streams, a step
 * @param bptt steps of truncated backpropagation through time, T; of language models only
 * @param variableBptt whether T is drawn anew for each step around bptt, the learning rate scaled by T/bptt; of language
 *     models only
 * @param schedule factor on the learning rate
 * @param clip largest global norm of the gradient; 0 does not clip
 * @param evaluateEvery how often the validation part is evaluated; the end is always evaluated
 * @param reestimateBatches training batches from which BatchNorm's statistics are estimated anew at the weights W_t
 *     before each evaluation, for that evaluation alone; 0 evaluates with the running statistics
 * @param diagnostics what is sampled of the weights' way
 */
public record TrainingSpec(
        Amount length,
        int batch,
        int bptt,
        boolean variableBptt,
        ScheduleSpec schedule,
        double clip,
        Amount evaluateEvery,
        int reestimateBatches,
        DiagnosticsSpec diagnostics) {
    public TrainingSpec withLength(Amount other) {
        return new TrainingSpec(
                other, batch, bptt, variableBptt, schedule, clip, evaluateEvery, reestimateBatches, diagnostics);
    }

    public TrainingSpec withBatch(int other) {
        return new TrainingSpec(
                length, other, bptt, variableBptt, schedule, clip, evaluateEvery, reestimateBatches, diagnostics);
    }

    public TrainingSpec withBptt(int other) {
        return new TrainingSpec(
                length, batch, other, variableBptt, schedule, clip, evaluateEvery, reestimateBatches, diagnostics);
    }

    public TrainingSpec withVariableBptt(boolean other) {
        return new TrainingSpec(
                length, batch, bptt, other, schedule, clip, evaluateEvery, reestimateBatches, diagnostics);
    }

    public TrainingSpec withSchedule(ScheduleSpec other) {
        return new TrainingSpec(
                length, batch, bptt, variableBptt, other, clip, evaluateEvery, reestimateBatches, diagnostics);
    }

    public TrainingSpec withClip(double other) {
        return new TrainingSpec(
                length, batch, bptt, variableBptt, schedule, other, evaluateEvery, reestimateBatches, diagnostics);
    }

    public TrainingSpec withEvaluateEvery(Amount other) {
        return new TrainingSpec(
                length, batch, bptt, variableBptt, schedule, clip, other, reestimateBatches, diagnostics);
    }

    public TrainingSpec withReestimateBatches(int other) {
        return new TrainingSpec(length, batch, bptt, variableBptt, schedule, clip, evaluateEvery, other, diagnostics);
    }

    public TrainingSpec withDiagnostics(DiagnosticsSpec other) {
        return new TrainingSpec(
                length, batch, bptt, variableBptt, schedule, clip, evaluateEvery, reestimateBatches, other);
    }
}
