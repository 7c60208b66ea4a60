package dev.foresight.engine.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A probabilistic grammar with finitely many states. The state after a token is a function of the state before it and of
 * the token (the source is unifilar), so p(next token | all tokens before it) = p(next token | state) is known exactly:
 * no model can predict better on average.
 *
 * <p>A sentence: determiner, adjectives, noun; perhaps "that", a verb, a determiner and a noun; then the main verb, which
 * agrees in number with the first noun across that clause and is chosen by it; perhaps an object, chosen by the verb;
 * perhaps "and" with another verb that agrees too; an adverb; {@code <eos>}. Nouns belong to one of four topics, which
 * tend to stay from sentence to sentence. Within a word class the probabilities fall as 1/rank, with ranks in an order
 * of each noun's, verb's or topic's own, drawn from the seed.
 */
final class GrammarSource {
    private static final List<List<String>> NOUNS = List.of(
            words("boat wave sailor harbour anchor gull storm island net captain lantern reef"),
            words("farmer field plough barn horse seed fence orchard goat miller cart meadow"),
            words("singer drum violin stage chorus dancer ballad piano curtain poet mask trumpet"),
            words("planet comet telescope rocket crater orbit signal antenna pilot moon beacon engine"));
    private static final List<List<String>> VERBS = List.of(
            words("follow leave cross reach carry lift fear shelter"),
            words("guard feed clear mend trade keep plant visit"),
            words("praise hear answer imitate open charm paint admire"),
            words("track measure pass circle detect steer launch map"));
    private static final List<String> ADJECTIVES = words(
            "old young small tall bright quiet green heavy gentle strange early broken golden hollow silent warm");
    private static final List<String> ADVERBS =
            words("slowly often today again together gladly nearby soon twice calmly everywhere rarely");
    private static final List<String> SINGULAR = words("a every this");
    private static final List<String> PLURAL = words("some these many");
    private static final String EITHER = "the";
    private static final String THAT = "that";
    private static final String AND = "and";

    private static final int TOPICS = NOUNS.size();
    private static final double SAME_TOPIC = 0.8;

    /** The part in the key of draws that decide probabilities; texts use small numbers. */
    private static final long TABLES = 1_000;

    /** Where in a sentence the next token stands. */
    private enum Place {
        SUBJECT_START,
        SUBJECT,
        AFTER_SUBJECT,
        CLAUSE_VERB,
        CLAUSE_OBJECT_START,
        CLAUSE_OBJECT,
        MAIN_VERB,
        AFTER_VERB,
        OBJECT,
        AFTER_OBJECT,
        AFTER_ADVERB
    }

    /** What the number of a noun phrase is known to be. */
    private enum Grade {
        SINGULAR,
        PLURAL,
        OPEN
    }

    /**
     * All that the past tells about the future.
     *
     * @param grade number of the noun phrase begun, or of the subject once its noun is known
     * @param noun the sentence's subject, 0 before it is known and after its verb; counts through all topics
     * @param verb the last verb outside the clause; counts through all topics
     * @param inner number of the noun phrase begun inside the sentence
     * @param adjectives in the noun phrase begun, at most 2
     * @param joined whether the sentence has had its "and"
     */
    record State(Place place, Grade grade, Grade inner, int topic, int noun, int verb, int adjectives, boolean joined) {
        private State at(Place next) {
            return new State(next, grade, inner, topic, noun, verb, adjectives, joined);
        }
    }

    /**
     * What may come next.
     *
     * @param tokens indices, each once
     * @param probabilities of the tokens, with the sum 1
     * @param after the state that each token leads to
     */
    record Choices(int[] tokens, double[] probabilities, State[] after) {}

    private final long seed;
    private final List<String> vocabulary;
    private final Map<String, Integer> indices = new HashMap<>();
    private final Map<State, Choices> known = new HashMap<>();
    private final Map<Long, double[]> tables = new HashMap<>();

    /** @param seed decides the probabilities; the sentences' forms are fixed */
    GrammarSource(long seed) {
        this.seed = seed;
        List<String> all = new ArrayList<>(List.of(TextFile.END, EITHER, THAT, AND));
        all.addAll(SINGULAR);
        all.addAll(PLURAL);
        all.addAll(ADJECTIVES);
        all.addAll(ADVERBS);
        NOUNS.forEach(topic -> topic.forEach(noun -> all.addAll(List.of(noun, plural(noun)))));
        VERBS.forEach(topic -> topic.forEach(verb -> all.addAll(List.of(verb, thirdPerson(verb)))));
        vocabulary = List.copyOf(all);
        for (String token : vocabulary) {
            indices.put(token, indices.size());
        }
    }

    /** Every token the source can give, at its index. */
    List<String> vocabulary() {
        return vocabulary;
    }

    /** Before the first token of a text. */
    State start() {
        return new State(Place.SUBJECT_START, Grade.OPEN, Grade.OPEN, 0, 0, 0, 0, false);
    }

    /** Draws a text of exactly this many tokens from the start state, with the surprisal of every token. */
    TextData.Part draw(String name, Draws draws, int length) {
        int[] tokens = new int[length];
        double[] surprisals = new double[length];
        State state = start();
        for (int i = 0; i < length; i++) {
            Choices choices = choices(state);
            int chosen = 0;
            double left = draws.unit();
            while (chosen < choices.tokens.length - 1 && left >= choices.probabilities[chosen]) {
                left -= choices.probabilities[chosen];
                chosen++;
            }
            tokens[i] = choices.tokens[chosen];
            surprisals[i] = -Math.log(choices.probabilities[chosen]);
            state = choices.after[chosen];
        }
        return new TextData.Part(name, tokens, surprisals, new int[0]);
    }

    /** What may follow a state. */
    Choices choices(State state) {
        return known.computeIfAbsent(state, this::derive);
    }

    private Choices derive(State state) {
        Menu menu = new Menu();
        switch (state.place) {
            case SUBJECT_START -> determiners(menu, 1, state, Place.SUBJECT);
            case SUBJECT -> phrase(menu, state, state.grade, state.topic, 100, Place.AFTER_SUBJECT);
            case AFTER_SUBJECT -> {
                menu.add(THAT, 0.3, state.at(Place.CLAUSE_VERB));
                verbs(menu, 0.7, state, Place.AFTER_VERB);
            }
            case CLAUSE_VERB -> verbs(menu, 1, state, Place.CLAUSE_OBJECT_START);
            case CLAUSE_OBJECT_START -> determiners(menu, 1, state, Place.CLAUSE_OBJECT);
            case CLAUSE_OBJECT ->
                phrase(menu, state, state.inner, state.topic, 200 + 10L * state.topic, Place.MAIN_VERB);
            case MAIN_VERB -> verbs(menu, 1, state, Place.AFTER_VERB);
            case AFTER_VERB -> {
                determiners(menu, 0.65, state, Place.OBJECT);
                ending(menu, 0.35, state);
            }
            case OBJECT -> {
                int topic = state.verb / VERBS.getFirst().size();
                phrase(menu, state, state.inner, topic, 1_000 + 10L * state.verb, Place.AFTER_OBJECT);
            }
            case AFTER_OBJECT -> ending(menu, 1, state);
            case AFTER_ADVERB -> menu.add(TextFile.END, 1, next(state));
        }
        return menu.choices();
    }

    /** A determiner, which tells the number of the noun to come or leaves it open. */
    private void determiners(Menu menu, double mass, State state, Place then) {
        menu.add(EITHER, mass * 0.4, begun(state, Grade.OPEN, then));
        share(menu, mass * 0.35, SINGULAR, begun(state, Grade.SINGULAR, then), 1);
        share(menu, mass * 0.25, PLURAL, begun(state, Grade.PLURAL, then), 2);
    }

    private static State begun(State state, Grade number, Place then) {
        boolean subject = then == Place.SUBJECT;
        return new State(
                then,
                subject ? number : state.grade,
                subject ? Grade.OPEN : number,
                state.topic,
                state.noun,
                state.verb,
                0,
                state.joined);
    }

    /**
     * An adjective or the noun of a phrase.
     *
     * @param likelyTopic the noun's most probable topic
     * @param table first of the tables that rank the nouns, one for each topic
     */
    private void phrase(Menu menu, State state, Grade number, int likelyTopic, long table, Place then) {
        double adjective = new double[] {0.3, 0.15, 0}[state.adjectives];
        if (adjective > 0) {
            State more = new State(
                    state.place,
                    state.grade,
                    state.inner,
                    state.topic,
                    state.noun,
                    state.verb,
                    state.adjectives + 1,
                    state.joined);
            share(menu, adjective, ADJECTIVES, more, 10 + likelyTopic);
        }
        boolean subject = then == Place.AFTER_SUBJECT;
        for (int topic = 0; topic < TOPICS; topic++) {
            double ofTopic = topic == likelyTopic ? SAME_TOPIC : (1 - SAME_TOPIC) / (TOPICS - 1);
            List<String> nouns = NOUNS.get(topic);
            double[] weights = ranked(nouns.size(), table + topic);
            for (int i = 0; i < nouns.size(); i++) {
                double probability = (1 - adjective) * ofTopic * weights[i];
                int noun = topic * nouns.size() + i;
                double plural = switch (number) {
                    case SINGULAR -> 0;
                    case PLURAL -> 1;
                    case OPEN -> 0.4;
                };
                addNoun(
                        menu,
                        nouns.get(i),
                        probability * (1 - plural),
                        state,
                        subject,
                        Grade.SINGULAR,
                        topic,
                        noun,
                        then);
                addNoun(
                        menu,
                        plural(nouns.get(i)),
                        probability * plural,
                        state,
                        subject,
                        Grade.PLURAL,
                        topic,
                        noun,
                        then);
            }
        }
    }

    private void addNoun(
            Menu menu,
            String word,
            double probability,
            State state,
            boolean subject,
            Grade number,
            int topic,
            int noun,
            Place then) {
        State after = subject
                ? new State(then, number, Grade.OPEN, topic, noun, 0, 0, state.joined)
                : new State(then, state.grade, Grade.OPEN, state.topic, state.noun, state.verb, 0, state.joined);
        menu.add(word, probability, after);
    }

    /**
     * A verb in the subject's number, mostly of its topic; chosen by the subject, or by the topic alone after "and". The
     * sentence then forgets what no longer matters: the clause its verb, the rest the subject's noun.
     */
    private void verbs(Menu menu, double mass, State state, Place then) {
        boolean clause = then == Place.CLAUSE_OBJECT_START;
        long table = state.joined ? 3_000 + 10L * state.topic : 2_000 + 10L * state.noun;
        for (int topic = 0; topic < TOPICS; topic++) {
            double ofTopic = topic == state.topic ? SAME_TOPIC : (1 - SAME_TOPIC) / (TOPICS - 1);
            List<String> verbs = VERBS.get(topic);
            double[] weights = ranked(verbs.size(), table + topic);
            for (int i = 0; i < verbs.size(); i++) {
                String word = state.grade == Grade.SINGULAR ? thirdPerson(verbs.get(i)) : verbs.get(i);
                State after = new State(
                        then,
                        state.grade,
                        Grade.OPEN,
                        state.topic,
                        clause ? state.noun : 0,
                        clause ? 0 : topic * verbs.size() + i,
                        0,
                        state.joined);
                menu.add(word, mass * ofTopic * weights[i], after);
            }
        }
    }

    private void ending(Menu menu, double mass, State state) {
        double and = state.joined ? 0 : 0.2;
        State joined = new State(Place.MAIN_VERB, state.grade, Grade.OPEN, state.topic, 0, 0, 0, true);
        menu.add(AND, mass * and, joined);
        State adverb = new State(Place.AFTER_ADVERB, Grade.OPEN, Grade.OPEN, state.topic, 0, 0, 0, false);
        share(menu, mass * 0.4, ADVERBS, adverb, 20 + state.topic);
        menu.add(TextFile.END, mass * (0.6 - and), next(state));
    }

    /** The next sentence's start, which remembers the topic alone. */
    private State next(State state) {
        return new State(Place.SUBJECT_START, Grade.OPEN, Grade.OPEN, state.topic, 0, 0, 0, false);
    }

    private void share(Menu menu, double mass, List<String> words, State after, long table) {
        double[] weights = ranked(words.size(), table);
        for (int i = 0; i < words.size(); i++) {
            menu.add(words.get(i), mass * weights[i], after);
        }
    }

    /** Probabilities proportional to 1/rank, ranks in the order of a table's own. */
    private double[] ranked(int size, long table) {
        return tables.computeIfAbsent(table, key -> newTable(size, key));
    }

    private double[] newTable(int size, long table) {
        int[] rank = Draws.of(seed, Draws.GENERATION, TABLES, table).permutation(size);
        double[] weights = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            weights[i] = 1.0 / (1 + rank[i]);
            sum += weights[i];
        }
        double total = sum;
        return Arrays.stream(weights).map(weight -> weight / total).toArray();
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }

    private static String plural(String noun) {
        return noun + "s";
    }

    private static String thirdPerson(String verb) {
        return verb.endsWith("ss") || verb.endsWith("ch") || verb.endsWith("x")
                ? verb + "es"
                : verb.equals("carry") ? "carries" : verb + "s";
    }

    /** Choices being gathered; what cannot happen is left out. */
    private final class Menu {
        private final List<Integer> tokens = new ArrayList<>();
        private final List<Double> probabilities = new ArrayList<>();
        private final List<State> after = new ArrayList<>();

        void add(String token, double probability, State then) {
            if (probability > 0) {
                tokens.add(indices.get(token));
                probabilities.add(probability);
                after.add(then);
            }
        }

        Choices choices() {
            return new Choices(
                    tokens.stream().mapToInt(Integer::intValue).toArray(),
                    probabilities.stream().mapToDouble(Double::doubleValue).toArray(),
                    after.toArray(State[]::new));
        }
    }
}
