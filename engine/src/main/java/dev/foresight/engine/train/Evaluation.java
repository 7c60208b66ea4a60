package dev.foresight.engine.train;

import dev.foresight.engine.data.LoadedData;
import dev.foresight.engine.net.Batch;
import dev.foresight.engine.net.Network;
import dev.foresight.engine.net.RecurrentState;
import dev.foresight.engine.net.Score;
import dev.foresight.engine.spec.Metric;
import dev.foresight.engine.spec.Task;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Measures a network on a whole part of the data, at the weights it shows. */
public final class Evaluation {
    private Evaluation() {}

    /** Sums over all targets; recurrent state starts from zero, is carried through, and is put back as it was. */
    public static Score of(Network network, LoadedData data, LoadedData.Split split) {
        return of(network, data, split, StopSignal.NONE).orElseThrow();
    }

    /** As the other, given up without a result when asked to stop. */
    static Optional<Score> of(Network network, LoadedData data, LoadedData.Split split, StopSignal signal) {
        RecurrentState training = network.state();
        network.state(RecurrentState.ZERO);
        try {
            Score sum = Score.NONE;
            for (Batch batch : data.evaluation(split)) {
                if (signal.stopRequested()) {
                    return Optional.empty();
                }
                sum = sum.plus(network.evaluate(batch));
                data.giveBack(batch);
            }
            return Optional.of(sum);
        } finally {
            network.state(training);
        }
    }

    /**
     * What a score says in the measures of a task. Among five classes or fewer each is among the first five, so that is
     * not measured.
     */
    static Map<Metric, Double> metrics(LoadedData data, LoadedData.Split split, Task task, Score score) {
        Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
        metrics.put(Metric.LOSS, score.meanLoss());
        switch (task) {
            case IMAGE_CLASSIFICATION -> {
                metrics.put(Metric.ACCURACY, score.accuracy());
                if (data.outputs() > 5) {
                    metrics.put(Metric.TOP5_ACCURACY, score.top5Accuracy());
                }
            }
            case LANGUAGE_MODEL -> {
                metrics.put(Metric.PERPLEXITY, score.perplexity());
                metrics.put(Metric.BITS_PER_TOKEN, score.bitsPerToken());
                data.characters(split)
                        .ifPresent(characters ->
                                metrics.put(Metric.BITS_PER_CHARACTER, score.bitsPerCharacter(characters)));
            }
        }
        return metrics;
    }
}
