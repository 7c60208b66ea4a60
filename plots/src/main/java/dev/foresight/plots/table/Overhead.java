package dev.foresight.plots.table;

import dev.foresight.engine.project.References;
import dev.foresight.engine.run.RunDirectory;
import dev.foresight.engine.run.UpdateTimes;
import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.stats.Summary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the arms of an experiment cost, and what prediction adds: seconds a step in all and by phase, memory, copies.
 * Runs of the same seed are paired, as in a {@link Comparison}.
 *
 * @param arms those with runs, in the order of the spec
 * @param warnings why the seconds may compare nothing, in sentences
 */
public record Overhead(String experiment, List<Arm> arms, List<String> warnings) {
    /** Phases of a step, in its order; the time of their sum is the time of training. */
    public static final List<String> PHASES = List.of("data", "predict", "forward_backward", "update", "logging");
    /** Phases whose part of all the time is told. */
    public static final List<String> SHARES = List.of("data", "evaluation", "logging", "checkpoint");

    /** Workers that overlap for less than this disturb each other less than the clock does. */
    private static final Duration LONGEST_OVERLAP = Duration.ofSeconds(1);

    public Overhead {
        arms = List.copyOf(arms);
        warnings = List.copyOf(warnings);
    }

    /**
     * What an arm costs; summaries are over its seeds, or over pairs of seeds with its reference.
     *
     * @param reference the arm it is compared with; empty for the baseline
     * @param step seconds a step
     * @param difference of these, arm minus reference
     * @param ratio of these, arm over reference
     * @param phases seconds a step in each of {@link #PHASES}
     * @param differences of these, arm minus reference
     * @param shares part of all the time, of each of {@link #SHARES}
     * @param update seconds of a pass of the update, timed after the run
     * @param plain seconds of a pass of plain AdamW in place, timed in turn with it
     * @param updateRatio of the two
     * @param peak bytes resident at most
     * @param peakDifference of these, arm minus reference
     * @param copies bytes of weights kept beside the network's
     * @param moments bytes of what the rule keeps
     */
    public record Arm(
            ArmSpec spec,
            Optional<String> reference,
            Summary step,
            Summary difference,
            Summary ratio,
            Map<String, Summary> phases,
            Map<String, Summary> differences,
            Map<String, Summary> shares,
            Summary update,
            Summary plain,
            Summary updateRatio,
            Summary peak,
            Summary peakDifference,
            Summary copies,
            Summary moments) {
        public Arm {
            // In their order, which Map.copyOf does not keep.
            phases = Collections.unmodifiableMap(new LinkedHashMap<>(phases));
            differences = Collections.unmodifiableMap(new LinkedHashMap<>(differences));
            shares = Collections.unmodifiableMap(new LinkedHashMap<>(shares));
        }

        public String name() {
            return spec.name();
        }

        /** Seconds a step in one of {@link #PHASES}. */
        public Summary phase(String phase) {
            return part(phases, phase);
        }

        /** The difference of these, arm minus reference. */
        public Summary phaseDifference(String phase) {
            return part(differences, phase);
        }

        /** Part of all the time, of one of {@link #SHARES}. */
        public Summary share(String phase) {
            return part(shares, phase);
        }

        private static Summary part(Map<String, Summary> parts, String phase) {
            return parts.getOrDefault(phase, Summary.of(new double[0]));
        }
    }

    /** One for each experiment that occurs, in the order of the runs; of repeated runs the newest counts. */
    public static List<Overhead> of(List<RunDirectory> runs) {
        return ofCosts(runs.stream().map(RunCost::read).toList());
    }

    static List<Overhead> ofCosts(List<RunCost> all) {
        Map<List<Object>, RunCost> newest = new LinkedHashMap<>();
        for (RunCost run : all) {
            newest.merge(
                    List.of(
                            run.spec().experiment().name(),
                            run.spec().arm().name(),
                            run.spec().seed()),
                    run,
                    // Names of runs begin with their time.
                    (one, other) ->
                            other.directory().name().compareTo(one.directory().name()) > 0 ? other : one);
        }
        Map<String, List<RunCost>> byExperiment = new LinkedHashMap<>();
        newest.values()
                .forEach(run -> byExperiment
                        .computeIfAbsent(run.spec().experiment().name(), name -> new ArrayList<>())
                        .add(run));
        return byExperiment.values().stream().map(Overhead::ofExperiment).toList();
    }

    private static Overhead ofExperiment(List<RunCost> runs) {
        ExperimentSpec experiment = runs.getFirst().spec().experiment();
        Map<ArmSpec, TreeMap<Long, RunCost>> bySeed = new LinkedHashMap<>();
        runs.stream()
                .sorted(Comparator.comparingInt(run -> Math.max(
                        0, run.spec().experiment().arms().indexOf(run.spec().arm()))))
                .forEach(run -> bySeed.computeIfAbsent(run.spec().arm(), arm -> new TreeMap<>())
                        .put(run.spec().seed(), run));
        References references = References.of(experiment.arms(), List.copyOf(bySeed.keySet()));
        List<Arm> arms = new ArrayList<>();
        bySeed.forEach((arm, own) -> {
            Optional<ArmSpec> reference = references.of(arm);
            arms.add(arm(
                    arm,
                    reference.map(ArmSpec::name),
                    own,
                    reference
                            .map(one -> bySeed.getOrDefault(one, new TreeMap<>()))
                            .orElseGet(TreeMap::new)));
        });
        return new Overhead(experiment.name(), arms, warnings(runs));
    }

    private static Arm arm(
            ArmSpec spec, Optional<String> reference, TreeMap<Long, RunCost> own, TreeMap<Long, RunCost> partners) {
        Map<String, Summary> phases = new LinkedHashMap<>();
        Map<String, Summary> differences = new LinkedHashMap<>();
        Map<String, Summary> shares = new LinkedHashMap<>();
        for (String phase : PHASES) {
            phases.put(phase, over(own, run -> run.perStep(phase)));
            differences.put(phase, paired(own, partners, run -> run.perStep(phase), false));
        }
        SHARES.forEach(phase -> shares.put(phase, over(own, run -> run.share(phase))));
        return new Arm(
                spec,
                reference,
                over(own, RunCost::stepSeconds),
                paired(own, partners, RunCost::stepSeconds, false),
                paired(own, partners, RunCost::stepSeconds, true),
                phases,
                differences,
                shares,
                over(own, run -> timed(run, UpdateTimes::update)),
                over(own, run -> timed(run, UpdateTimes::plain)),
                over(own, run -> timed(run, UpdateTimes::ratio)),
                over(own, run -> run.bytes("peak")),
                paired(own, partners, run -> run.bytes("peak"), false),
                over(own, run -> run.bytes("copies")),
                over(own, run -> run.bytes("moments")));
    }

    private static OptionalDouble timed(RunCost run, Function<UpdateTimes, Double> which) {
        return run.updateTimes()
                .map(times -> OptionalDouble.of(which.apply(times)))
                .orElse(OptionalDouble.empty());
    }

    private static Summary over(TreeMap<Long, RunCost> runs, Function<RunCost, OptionalDouble> value) {
        return Summary.of(runs.values().stream()
                .map(value)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray());
    }

    private static Summary paired(
            TreeMap<Long, RunCost> own,
            TreeMap<Long, RunCost> partners,
            Function<RunCost, OptionalDouble> value,
            boolean ratio) {
        List<Double> pairs = new ArrayList<>();
        own.forEach((seed, run) -> {
            RunCost partner = partners.get(seed);
            OptionalDouble mine = value.apply(run);
            OptionalDouble theirs = partner == null ? OptionalDouble.empty() : value.apply(partner);
            if (mine.isPresent() && theirs.isPresent()) {
                pairs.add(
                        ratio ? mine.getAsDouble() / theirs.getAsDouble() : mine.getAsDouble() - theirs.getAsDouble());
            }
        });
        return Summary.of(pairs.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static List<String> warnings(List<RunCost> runs) {
        List<String> warnings = new ArrayList<>();
        List<String> together = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            for (int j = i + 1; j < runs.size(); j++) {
                if (runs.get(i).circumstances().sharedWith(runs.get(j).circumstances(), LONGEST_OVERLAP)) {
                    together.add(title(runs.get(i)) + " and " + title(runs.get(j)));
                }
            }
        }
        if (!together.isEmpty()) {
            warnings.add("two runs were on the machine at a time (" + together.getFirst()
                    + (together.size() > 1
                            ? ", and " + (together.size() - 1) + (together.size() == 2 ? " more pair" : " more pairs")
                            : "")
                    + "), so the seconds compare nothing: run them with one slot");
        }
        different(runs, run -> run.circumstances().processor(), "on different processors")
                .ifPresent(warnings::add);
        different(
                        runs,
                        run -> run.circumstances().threads() == 0
                                ? ""
                                : Integer.toString(run.circumstances().threads()),
                        "with different numbers of threads")
                .ifPresent(warnings::add);
        return warnings;
    }

    private static Optional<String> different(List<RunCost> runs, Function<RunCost, String> what, String words) {
        List<String> found = runs.stream()
                .map(what)
                .filter(one -> !one.isEmpty())
                .distinct()
                .sorted()
                .toList();
        return found.size() < 2
                ? Optional.empty()
                : Optional.of("the runs were trained " + words + " ("
                        + found.stream().collect(Collectors.joining("; ")) + "), so the seconds compare nothing");
    }

    private static String title(RunCost run) {
        return run.spec().arm().name() + " seed " + run.spec().seed();
    }
}
