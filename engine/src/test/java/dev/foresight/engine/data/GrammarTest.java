package dev.foresight.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.foresight.engine.data.LoadedData.Split;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.net.Batch;
import dev.foresight.engine.spec.DataSpec;
import dev.foresight.engine.spec.TrainingSpec;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrammarTest {
    private static final TrainingSpec TRAINING = DataSpecs.training(20, 35);

    private final Grammar set = new Grammar();
    private final GrammarSource source = new GrammarSource(0);

    private static DataSpec spec(Map<String, Object> values) {
        return DataSpecs.data("grammar", values, 0, 0);
    }

    @Test
    void everyReachableStateIsAProbabilityOverDistinctTokens() {
        Set<GrammarSource.State> seen = new HashSet<>(Set.of(source.start()));
        Deque<GrammarSource.State> open = new ArrayDeque<>(seen);
        Set<Integer> tokens = new HashSet<>();
        while (!open.isEmpty()) {
            GrammarSource.Choices choices = source.choices(open.remove());
            assertThat(Arrays.stream(choices.probabilities()).sum()).isCloseTo(1, within(1e-12));
            assertThat(choices.tokens()).doesNotHaveDuplicates();
            Arrays.stream(choices.tokens()).forEach(tokens::add);
            for (GrammarSource.State after : choices.after()) {
                if (seen.add(after)) {
                    open.add(after);
                }
            }
        }

        assertThat(tokens).hasSize(source.vocabulary().size());
        assertThat(source.vocabulary()).doesNotHaveDuplicates().hasSizeBetween(150, 400);
        assertThat(set.input(spec(Map.of())))
                .isEqualTo(new Shape.Tokens(source.vocabulary().size()));
    }

    /** Reads the text back token by token, without what the generator noted while it drew. */
    private double rescored(int[] tokens, int[] targetPositions) {
        double[] surprisals = new double[tokens.length];
        GrammarSource.State state = source.start();
        for (int i = 0; i < tokens.length; i++) {
            GrammarSource.Choices choices = source.choices(state);
            int found = 0;
            while (choices.tokens()[found] != tokens[i]) {
                found++;
            }
            surprisals[i] = -Math.log(choices.probabilities()[found]);
            state = choices.after()[found];
        }
        return Math.exp(Arrays.stream(targetPositions)
                .mapToDouble(at -> surprisals[at])
                .average()
                .orElseThrow());
    }

    @Test
    void bestPerplexityIsTheSourcesOnTheEvaluatedTokens() {
        LoadedData data = set.load(spec(Map.of("evaluationTokens", 1_005L)), TRAINING);
        int[] validation =
                source.draw("", Draws.of(0, Draws.GENERATION, 1, 0), 1_005).tokens();
        int[] test = source.draw("", Draws.of(0, Draws.GENERATION, 2, 0), 1_005).tokens();

        // Ten streams of 100 tokens, in each of which all but the first are predicted.
        int[] predicted = IntStream.range(0, 1_000).filter(at -> at % 100 != 0).toArray();
        assertThat(data.bestPerplexity(Split.VALIDATION).orElseThrow())
                .isCloseTo(rescored(validation, predicted), within(1e-9));
        assertThat(data.bestPerplexity(Split.TEST).orElseThrow())
                .isCloseTo(rescored(test, IntStream.range(1, 1_005).toArray()), within(1e-9));
        assertThat(validation).isNotEqualTo(test);
    }

    @Test
    void evaluationHoldsTheTextThatIsScored() {
        LoadedData data = set.load(spec(Map.of("evaluationTokens", 100L)), TRAINING);
        Batch.Tokens first =
                (Batch.Tokens) data.evaluation(Split.TEST).iterator().next();

        assertThat(first.inputs())
                .isEqualTo(Arrays.copyOf(
                        source.draw("", Draws.of(0, Draws.GENERATION, 2, 0), 100)
                                .tokens(),
                        35));
    }

    /** Frequencies of what follows each pair of tokens: knows nothing of the grammar. */
    @Test
    void countingPairsAndTriplesDoesNotReachTheBestPerplexity() {
        LoadedData data = set.load(spec(Map.of("tokens", 200_000L, "evaluationTokens", 20_000L)), TRAINING);
        int[] train =
                source.draw("", Draws.of(0, Draws.GENERATION, 0, 0), 200_000).tokens();
        int[] test =
                source.draw("", Draws.of(0, Draws.GENERATION, 2, 0), 20_000).tokens();
        double best = data.bestPerplexity(Split.TEST).orElseThrow();
        double one = perplexity(train, test, 1);
        double two = perplexity(train, test, 2);

        assertThat(best).isGreaterThan(5);
        assertThat(one).isGreaterThan(1.1 * best);
        assertThat(two).isGreaterThan(1.1 * best);
    }

    private double perplexity(int[] train, int[] test, int context) {
        int size = source.vocabulary().size();
        Map<Long, Integer> contexts = new HashMap<>();
        Map<Long, Integer> continued = new HashMap<>();
        for (int i = context; i < train.length; i++) {
            contexts.merge(key(train, i - context, context, size), 1, Integer::sum);
            continued.merge(key(train, i - context, context + 1, size), 1, Integer::sum);
        }
        double sum = 0;
        for (int i = context; i < test.length; i++) {
            double hits = continued.getOrDefault(key(test, i - context, context + 1, size), 0);
            double all = contexts.getOrDefault(key(test, i - context, context, size), 0);
            sum -= Math.log((hits + .02) / (all + .02 * size));
        }
        return Math.exp(sum / (test.length - context));
    }

    private static long key(int[] tokens, int from, int count, int size) {
        long key = 0;
        for (int i = from; i < from + count; i++) {
            key = key * size + tokens[i];
        }
        return key;
    }

    /** Counts in each of the source's states say the same as its probabilities: the text really follows them. */
    @Test
    void frequenciesInALongTextAgreeWithTheProbabilities() {
        TextData.Part text = source.draw("", Draws.of(9, 9), 150_000);
        Map<GrammarSource.State, Map<Integer, Integer>> counts = new HashMap<>();
        GrammarSource.State state = source.start();
        for (int token : text.tokens()) {
            counts.computeIfAbsent(state, key -> new HashMap<>()).merge(token, 1, Integer::sum);
            GrammarSource.Choices choices = source.choices(state);
            int found = 0;
            while (choices.tokens()[found] != token) {
                found++;
            }
            state = choices.after()[found];
        }
        for (var entry : counts.entrySet()) {
            int all = entry.getValue().values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
            GrammarSource.Choices choices = source.choices(entry.getKey());
            for (int i = 0; i < choices.tokens().length && all > 1_000; i++) {
                double p = choices.probabilities()[i];
                double frequency = entry.getValue().getOrDefault(choices.tokens()[i], 0) / (double) all;
                assertThat(frequency).isCloseTo(p, within(6 * Math.sqrt(p * (1 - p) / all)));
            }
        }
    }

    @Test
    void mainVerbAgreesWithTheSubjectAcrossAClause() {
        List<String> words = Arrays.stream(
                        source.draw("", Draws.of(4, 4), 200_000).tokens())
                .mapToObj(source.vocabulary()::get)
                .toList();
        String text = String.join(" ", words);
        Set<String> verbs = Arrays.stream(text.split("<eos>"))
                .map(sentence -> sentence.strip().split(" "))
                .filter(sentence -> sentence.length > 6 && sentence[2].equals("that") && sentence[0].equals("every"))
                .filter(sentence -> sentence[5].endsWith("s") && sentence[4].equals("many"))
                .map(sentence -> sentence[6])
                .collect(Collectors.toSet());

        assertThat(verbs).isNotEmpty().allMatch(verb -> verb.endsWith("s"));
    }

    @Test
    void textIsAFunctionOfTheSeed() {
        int[] first = start(set.load(spec(Map.of()), TRAINING));

        assertThat(start(set.load(spec(Map.of()), TRAINING))).isEqualTo(first);
        assertThat(start(set.load(spec(Map.of("seed", 1L)), TRAINING))).isNotEqualTo(first);
    }

    private static int[] start(LoadedData data) {
        return ((Batch.Tokens) data.training(0, 0, 0)).inputs();
    }

    @Test
    void moreTokensThanAreMadeAreRefused() {
        DataSpec spec = DataSpecs.data("grammar", Map.of("tokens", 5_000L), 5_001, 10_001);

        assertThat(set.check("data", spec))
                .extracting(problem -> problem.path())
                .containsExactly("data.trainExamples", "data.validationExamples");
    }
}
