package dev.foresight.engine.project;

import dev.foresight.engine.optim.UpdateRule;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.Component;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.OptimizerSpec;
import dev.foresight.engine.spec.Parameter;
import dev.foresight.engine.spec.Parameters;
import dev.foresight.engine.spec.PredictionSpec;
import dev.foresight.engine.spec.Registry;
import dev.foresight.engine.spec.SpecDefaults;
import dev.foresight.engine.spec.Values;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An arm that rules out another explanation of what weight prediction gains. Each follows from an arm with prediction, its
 * subject: one with s above 0 along the rule's own direction. With several subjects a control is an arm for each, where
 * those differ.
 */
public enum Control {
    NO_PREDICTION(
            "no-prediction",
            "No prediction, s = 0",
            "The baseline that prediction has to beat: the same rule, rate and parameters.",
            "#7a869a"),
    LARGER_RATE(
            "larger-rate",
            "Learning rate × (1 + s)",
            "If it does as well, the gain was a larger learning rate.",
            "#0072b2"),
    NESTEROV(
            "nesterov",
            "Nesterov",
            "If it does as well, the gain was look-ahead as it has been known for long. Beside rules other than SGD its"
                    + " learning rate is 0.1, which wants tuning of its own.",
            "#009e73"),
    NADAM(
            "nadam",
            "NAdam",
            "If it does as well, the gain was look-ahead as it has been known for long. Beside SGD its learning rate is"
                    + " 0.002, which wants tuning of its own.",
            "#56b4e9"),
    RANDOM(
            "random",
            "Random direction of equal norm",
            "If it does as well, the gain was noise on the weights.",
            "#cc79a7"),
    BACKWARD(
            "backward",
            "Prediction backward, −s",
            "If it does as well, the direction of time does not matter.",
            "#8c6d31");

    /** What {@link #parse} takes for all of them. */
    public static final String ALL = "all";

    /** Why no control can be added where {@link #apply} is false. */
    public static final String NOTHING_TO_CONTROL =
            "There is no arm with a prediction, s above 0 along the rule's own direction, to be controlled.";

    /** Of these rules a learning rate says nothing about one of Adam's kind, and the other way round. */
    private static final Set<String> MOMENTUM_RULES = Set.of("sgd", "nesterov");

    private static final double USUAL_NESTEROV_RATE = 0.1;
    private static final double USUAL_NADAM_RATE = 0.002;
    private static final String DECAY_FORM = "decayForm";

    private final String id;
    private final String title;
    private final String reason;
    private final String color;

    Control(String id, String title, String reason, String color) {
        this.id = id;
        this.title = title;
        this.reason = reason;
        this.color = color;
    }

    /** Its word on a command line. */
    public String id() {
        return id;
    }

    public String title() {
        return title;
    }

    /** What it tells apart, in a sentence or two. */
    public String reason() {
        return reason;
    }

    /**
     * The controls of a list such as {@code larger-rate,random}, or all of them.
     *
     * @throws IllegalArgumentException naming the word that is none, and those that are
     */
    public static List<Control> parse(String list) {
        if (list.strip().equals(ALL)) {
            return List.of(values());
        }
        return Stream.of(list.split(",")).map(String::strip).map(Control::named).toList();
    }

    private static Control named(String word) {
        return Arrays.stream(values())
                .filter(control -> control.id.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + word + "\" is no control; allowed are "
                        + Arrays.stream(values()).map(Control::id).collect(Collectors.joining(", ")) + ", or " + ALL
                        + " alone"));
    }

    /** Arms with a prediction that controls follow from. */
    static boolean isSubject(ArmSpec arm) {
        return arm.prediction().horizon() > 0 && arm.prediction().direction() == PredictionSpec.Direction.RULE;
    }

    /** Whether an experiment has anything that controls could follow from. */
    public static boolean apply(ExperimentSpec spec) {
        return spec.arms().stream().anyMatch(Control::isSubject);
    }

    /** Why it cannot be added to an experiment; empty where it can. */
    public Optional<String> obstacle(ExperimentSpec spec) {
        if (!apply(spec)) {
            return Optional.of(NOTHING_TO_CONTROL);
        }
        return missing(spec).isEmpty() ? Optional.of("It is there already.") : Optional.empty();
    }

    /** The arms that it would add, one for each subject that has none yet. */
    public List<ArmSpec> missing(ExperimentSpec spec) {
        List<ArmSpec> all = new ArrayList<>(spec.arms());
        List<ArmSpec> wanted = new ArrayList<>();
        for (ArmSpec subject : spec.arms()) {
            if (isSubject(subject)) {
                ArmSpec arm = of(subject);
                if (wanted.stream().noneMatch(other -> doSame(other, arm))) {
                    wanted.add(arm);
                }
            }
        }
        long tuned = spec.arms().stream().filter(this::isOtherRule).count();
        if (tuned >= wanted.size()) {
            return List.of();
        }
        List<ArmSpec> missing = new ArrayList<>();
        for (ArmSpec arm : wanted) {
            if (all.stream().noneMatch(other -> doSame(other, arm))) {
                ArmSpec named =
                        new ArmSpec(freeName(arm.name(), all), freeColor(all), arm.optimizer(), arm.prediction());
                all.add(named);
                missing.add(named);
            }
        }
        return missing;
    }

    /** The experiment with it, at the end of the arms; the baseline comes before its first subject. */
    public ExperimentSpec addTo(ExperimentSpec spec) {
        List<ArmSpec> arms = new ArrayList<>(spec.arms());
        for (ArmSpec arm : missing(spec)) {
            int place = arms.size();
            if (this == NO_PREDICTION) {
                place = 0;
                while (!(isSubject(arms.get(place)) && doSame(of(arms.get(place)), arm))) {
                    place++;
                }
            }
            arms.add(place, arm);
        }
        return spec.withArms(arms);
    }

    /** Whether an arm is this control with a rule of another kind, whatever rate somebody has tuned it to. */
    boolean isOtherRule(ArmSpec arm) {
        return (this == NESTEROV || this == NADAM)
                && arm.prediction().horizon() == 0
                && arm.optimizer().rule().id().equals(id);
    }

    /** This control of a subject. */
    ArmSpec of(ArmSpec subject) {
        OptimizerSpec optimizer = subject.optimizer();
        PredictionSpec prediction = subject.prediction();
        String rule = title(optimizer.rule().id());
        return switch (this) {
            case NO_PREDICTION -> new ArmSpec(rule, color, optimizer, PredictionSpec.NONE);
            case LARGER_RATE -> {
                double factor = 1 + prediction.factor(momentum(optimizer.rule()));
                yield new ArmSpec(
                        rule + " γ×" + shortest(factor),
                        color,
                        new OptimizerSpec(optimizer.rule(), times(optimizer.learningRate(), factor)),
                        PredictionSpec.NONE);
            }
            case NESTEROV, NADAM -> new ArmSpec(title, color, otherRule(optimizer), PredictionSpec.NONE);
            case RANDOM ->
                new ArmSpec(
                        "WP-" + rule + " s=" + shortest(prediction.horizon()) + " random",
                        color,
                        optimizer,
                        new PredictionSpec(prediction.horizon(), prediction.form(), PredictionSpec.Direction.RANDOM));
            case BACKWARD ->
                new ArmSpec(
                        "WP-" + rule + " s=" + shortest(-prediction.horizon()),
                        color,
                        optimizer,
                        new PredictionSpec(-prediction.horizon(), prediction.form(), PredictionSpec.Direction.RULE));
        };
    }

    /** Whether two arms train alike, whatever they are called. */
    static boolean doSame(ArmSpec one, ArmSpec other) {
        return one.optimizer().equals(other.optimizer()) && one.prediction().equals(other.prediction());
    }

    /** The rule of this control's name with the subject's values of the parameters that both have. */
    private OptimizerSpec otherRule(OptimizerSpec subject) {
        ComponentSpec former = subject.rule();
        if (former.id().equals(id)) {
            return subject;
        }
        boolean sameKind = MOMENTUM_RULES.contains(former.id()) == MOMENTUM_RULES.contains(id);
        double usual = this == NESTEROV ? USUAL_NESTEROV_RATE : USUAL_NADAM_RATE;
        Map<String, Object> values = new LinkedHashMap<>();
        for (Parameter parameter : parameters(id)) {
            declared(former.id(), parameter.name())
                    .map(own -> former.parameters().given().getOrDefault(own.name(), own.defaultValue()))
                    // Where the decay is decoupled there is no choice of it: that of AdamW.
                    .or(() -> Optional.<Object>of("decoupled")
                            .filter(form -> sameKind && parameter.name().equals(DECAY_FORM)))
                    .filter(value -> !value.equals(parameter.defaultValue()))
                    .filter(value -> Parameters.check(
                                    "", List.of(parameter), new Values(Map.of(parameter.name(), value)))
                            .isEmpty())
                    .ifPresent(value -> values.put(parameter.name(), value));
        }
        return new OptimizerSpec(new ComponentSpec(id, new Values(values)), sameKind ? subject.learningRate() : usual);
    }

    private static double momentum(ComponentSpec rule) {
        return Stream.of("beta1", "momentum")
                .flatMap(name -> declared(rule.id(), name).stream())
                .map(parameter -> rule.parameters().given().getOrDefault(parameter.name(), parameter.defaultValue()))
                .mapToDouble(value -> value instanceof Number number ? number.doubleValue() : 0)
                .findFirst()
                .orElse(0);
    }

    private static Optional<Parameter> declared(String rule, String name) {
        return parameters(rule).stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst();
    }

    private static List<Parameter> parameters(String rule) {
        return Rules.REGISTERED.find(rule).map(Component::parameters).orElse(List.of());
    }

    private static String title(String rule) {
        return Rules.REGISTERED.find(rule).map(Component::title).orElse(rule);
    }

    /** Decimal, so that three times 0.1 is 0.3. */
    private static double times(double rate, double factor) {
        return Double.isFinite(rate) && Double.isFinite(factor)
                ? BigDecimal.valueOf(rate).multiply(BigDecimal.valueOf(factor)).doubleValue()
                : rate * factor;
    }

    private static String shortest(double value) {
        double rounded = Math.rint(value * 1e4) / 1e4;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }

    private static String freeName(String wanted, List<ArmSpec> arms) {
        List<String> taken = arms.stream().map(ArmSpec::name).toList();
        return Stream.iterate(1, number -> number + 1)
                .map(number -> number == 1 ? wanted : wanted + " (" + number + ")")
                .filter(candidate -> !taken.contains(candidate))
                .findFirst()
                .orElseThrow();
    }

    private String freeColor(List<ArmSpec> arms) {
        List<String> taken = arms.stream().map(ArmSpec::color).toList();
        return Stream.concat(Stream.of(color), Arrays.stream(values()).map(control -> control.color))
                .filter(candidate -> taken.stream().noneMatch(candidate::equalsIgnoreCase))
                .findFirst()
                .orElseGet(() -> SpecDefaults.color(arms.size()));
    }

    /** What the class path offers, looked up once. */
    private static final class Rules {
        static final Registry<UpdateRule> REGISTERED = Registry.of(UpdateRule.class);
    }
}
