package dev.foresight.engine.spec;

/**
 * How every arm is trained.
 *
 * @param length how long
 * @param batch examples, or parallel token streams, a step
 * @param bptt steps of truncated backpropagation through time, T; of language models only
 * @param schedule factor on the learning rate
 * @param clip largest global norm of the gradient; 0 does not clip
 * @param evaluateEvery how often the validation part is evaluated; the end is always evaluated
 */
public record TrainingSpec(
        Amount length, int batch, int bptt, ScheduleSpec schedule, double clip, Amount evaluateEvery) {}
