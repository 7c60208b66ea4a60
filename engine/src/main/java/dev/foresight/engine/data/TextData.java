package dev.foresight.engine.data;

import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.net.Batch;
import dev.foresight.engine.spec.DataSpec;
import dev.foresight.engine.spec.SpecProblem;
import dev.foresight.engine.spec.TrainingSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A text in memory. Training reads it from its start in as many streams as the batch size says, in every epoch alike;
 * nothing is random but, on request, the {@link DrawnSegments lengths} of the steps. Validation is read in {@value #VALIDATION_STREAMS} streams and the test in
 * {@value #TEST_STREAMS}, with the steps of training's truncated backpropagation, as is usual for Penn TreeBank; a single
 * stream keeps the processor badly busy, so the test is slow.
 */
final class TextData implements LoadedData {
    static final int VALIDATION_STREAMS = 10;
    static final int TEST_STREAMS = 1;

    private final int vocabulary;
    private final TokenStreams training;
    private final int bptt;
    /** Null where every step has the same length. */
    private final @Nullable DrawnSegments drawn;

    private final Map<Split, TokenStreams> evaluated = new EnumMap<>(Split.class);
    private final Map<Split, Double> best = new EnumMap<>(Split.class);
    private final Map<Split, Long> characters = new EnumMap<>(Split.class);
    private final Map<String, String> provenance;

    /**
     * A part of a text.
     *
     * @param name what it is, for messages: a file or "generated training text"
     * @param tokens [n], indices below the size of the vocabulary
     * @param surprisals [n], -ln p(token | all before it) under the source, in nats; empty where the source is unknown
     * @param characters [vocabulary], how many characters each token stands for; empty where that is not known
     */
    record Part(String name, int[] tokens, double[] surprisals, int[] characters) {
        static Part of(String name, int[] tokens, int[] characters) {
            return new Part(name, tokens, new double[0], characters);
        }

        /** Its first tokens; all when the limit is 0. */
        Part limited(long limit) {
            if (limit == 0 || limit >= tokens.length) {
                return this;
            }
            int kept = Math.toIntExact(limit);
            return new Part(
                    name,
                    Arrays.copyOf(tokens, kept),
                    surprisals.length == 0 ? surprisals : Arrays.copyOf(surprisals, kept),
                    characters);
        }
    }

    /**
     * @param source what the text is: checksums, or generator and seed
     * @throws DataException when a part is too short for its streams
     */
    TextData(
            int vocabulary,
            Part train,
            Part validation,
            Part test,
            DataSpec spec,
            TrainingSpec training,
            Map<String, String> source) {
        this.vocabulary = vocabulary;
        Part usedTrain = train.limited(spec.trainExamples());
        Part usedValidation = validation.limited(spec.validationExamples());
        this.training = streams(usedTrain, training.batch(), training.bptt());
        bptt = training.bptt();
        drawn = training.variableBptt() ? new DrawnSegments(this.training.targets(), bptt) : null;
        evaluate(Split.VALIDATION, usedValidation, VALIDATION_STREAMS, training.bptt());
        evaluate(Split.TEST, test, TEST_STREAMS, training.bptt());
        Map<String, String> facts = new LinkedHashMap<>(source);
        facts.put("vocabulary", String.valueOf(vocabulary));
        facts.put("trainTokens", String.valueOf(usedTrain.tokens.length));
        facts.put("validationTokens", String.valueOf(usedValidation.tokens.length));
        facts.put("testTokens", String.valueOf(test.tokens.length));
        provenance = Collections.unmodifiableMap(facts);
    }

    /** The part of a spec's check that all texts share. */
    static List<SpecProblem> check(String path, DataSpec spec) {
        List<SpecProblem> problems = new ArrayList<>();
        switch (spec.augmentation()) {
            case NONE -> {}
            case CROP_FLIP ->
                problems.add(SpecProblem.error(
                        path + ".augmentation", spec.augmentation().id(), "allowed for a text: none"));
        }
        long validation = spec.validationExamples();
        int least = 2 * VALIDATION_STREAMS;
        if (validation < 0 || (validation > 0 && validation < least)) {
            problems.add(SpecProblem.error(
                    path + ".validationExamples",
                    validation,
                    "allowed: 0 (the whole validation text) or at least " + least + " tokens, since it is read in "
                            + VALIDATION_STREAMS + " streams"));
        }
        if (spec.trainExamples() < 0) {
            problems.add(SpecProblem.error(
                    path + ".trainExamples",
                    spec.trainExamples(),
                    "allowed: 0 (the whole training text) or a number of tokens"));
        }
        return problems;
    }

    private void evaluate(Split split, Part part, int streams, int bptt) {
        TokenStreams cut = streams(part, streams, bptt);
        evaluated.put(split, cut);
        if (part.surprisals.length > 0) {
            best.put(split, Math.exp(cut.meanOverTargets(part.surprisals)));
        }
        if (part.characters.length > 0) {
            characters.put(split, cut.sumOverTargets(part.characters));
        }
    }

    private static TokenStreams streams(Part part, int streams, int bptt) {
        if (part.tokens.length < 2L * streams) {
            throw new DataException(part.name + ": found " + part.tokens.length + " tokens, expected at least "
                    + 2L * streams + ", two for each of " + streams
                    + " parallel streams; use a longer text, a larger limit of tokens or a smaller batch");
        }
        return new TokenStreams(part.tokens, streams, bptt);
    }

    @Override
    public Shape input() {
        return new Shape.Tokens(vocabulary);
    }

    @Override
    public int outputs() {
        return vocabulary;
    }

    @Override
    public List<Split> splits() {
        return List.copyOf(evaluated.keySet());
    }

    @Override
    public int stepsPerEpoch(long seed, long epoch) {
        return drawn == null ? training.segments() : drawn.of(seed, epoch).size();
    }

    @Override
    public double rateFactor(long seed, long epoch, int position) {
        return drawn == null ? 1 : (double) drawn.of(seed, epoch).get(position).drawn() / bptt;
    }

    @Override
    public Batch training(long seed, long epoch, int position) {
        if (drawn == null) {
            return training.segment(position);
        }
        DrawnSegments.Segment segment = drawn.of(seed, epoch).get(position);
        return training.cut(segment.start(), segment.length());
    }

    @Override
    public Iterable<Batch> evaluation(Split split) {
        TokenStreams cut = evaluated.get(split);
        if (cut == null) {
            return List.of();
        }
        return () ->
                IntStream.range(0, cut.segments()).<Batch>mapToObj(cut::segment).iterator();
    }

    @Override
    public OptionalLong characters(Split split) {
        Long known = characters.get(split);
        return known == null ? OptionalLong.empty() : OptionalLong.of(known);
    }

    @Override
    public OptionalDouble bestPerplexity(Split split) {
        Double known = best.get(split);
        return known == null ? OptionalDouble.empty() : OptionalDouble.of(known);
    }

    @Override
    public Map<String, String> provenance() {
        return provenance;
    }
}
