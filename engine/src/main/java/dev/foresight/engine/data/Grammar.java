package dev.foresight.engine.data;

import com.google.auto.service.AutoService;
import dev.foresight.engine.graph.Shape;
import dev.foresight.engine.spec.DataSpec;
import dev.foresight.engine.spec.Parameter;
import dev.foresight.engine.spec.SpecProblem;
import dev.foresight.engine.spec.Task;
import dev.foresight.engine.spec.TrainingSpec;
import dev.foresight.engine.spec.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Text drawn from a probabilistic grammar; needs no file. Its {@code bestPerplexity} is that of the source itself on the
 * very tokens a part is evaluated on: exp of the mean of -ln p(token | all before it). Since the expectation of that mean
 * is the least any model can reach, a model falls below it by chance of the sample only; it also stays a little above
 * because it is not told where in a sentence each stream begins.
 */
@AutoService(Dataset.class)
public final class Grammar implements Dataset {
    static final Parameter.Whole TOKENS = new Parameter.Whole(
            "tokens", "Training tokens", "Length of the training text.", 1_000, 10_000_000, 100_000L);
    static final Parameter.Whole EVALUATION_TOKENS = new Parameter.Whole(
            "evaluationTokens",
            "Evaluation tokens",
            "Length of the validation text, and of the test text.",
            100,
            1_000_000,
            10_000L);
    static final Parameter.Whole SEED = new Parameter.Whole(
            "seed",
            "Data seed",
            "Decides the probabilities of the grammar and the texts drawn from it. The same for all runs of an"
                    + " experiment.",
            0,
            Long.MAX_VALUE,
            0L);

    @Override
    public String id() {
        return "grammar";
    }

    @Override
    public String title() {
        return "Grammar";
    }

    @Override
    public String summary() {
        return "Sentences drawn from a probabilistic grammar whose best possible perplexity is known; needs no download.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(TOKENS, EVALUATION_TOKENS, SEED);
    }

    @Override
    public Task task() {
        return Task.LANGUAGE_MODEL;
    }

    @Override
    public List<SpecProblem> check(String path, DataSpec spec) {
        List<SpecProblem> problems = new ArrayList<>(TextData.check(path, spec));
        Values values = spec.set().parameters();
        atMost(path + ".trainExamples", spec.trainExamples(), values.get(TOKENS), problems);
        atMost(path + ".validationExamples", spec.validationExamples(), values.get(EVALUATION_TOKENS), problems);
        return problems;
    }

    private static void atMost(String path, long found, long made, List<SpecProblem> problems) {
        if (found > made) {
            problems.add(SpecProblem.error(path, found, "allowed: 0 (all) to " + made + ", the tokens that are made"));
        }
    }

    @Override
    public Shape input(DataSpec spec) {
        return new Shape.Tokens(new GrammarSource(0).vocabulary().size());
    }

    @Override
    public LoadedData load(DataSpec spec, TrainingSpec training) {
        Values values = spec.set().parameters();
        long seed = values.get(SEED);
        int evaluated = Math.toIntExact(values.get(EVALUATION_TOKENS));
        GrammarSource source = new GrammarSource(seed);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("set", id());
        facts.put("generatorVersion", "1");
        facts.put("seed", String.valueOf(seed));
        return new TextData(
                source.vocabulary().size(),
                part(source, "training", seed, 0, Math.toIntExact(values.get(TOKENS))),
                part(source, "validation", seed, 1, evaluated),
                part(source, "test", seed, 2, evaluated),
                spec,
                training,
                facts);
    }

    private static TextData.Part part(GrammarSource source, String name, long seed, long part, int length) {
        return source.draw("generated " + name + " text", Draws.of(seed, Draws.GENERATION, part, 0), length);
    }
}
