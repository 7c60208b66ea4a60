package dev.foresight.engine.project;

import dev.foresight.engine.spec.ArmSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The arms of an experiment by what they are for: its own, which ask its question, and controls that follow from them. A
 * spec does not say which is which; an arm is a control where it is what {@link Control} would make of one of the others.
 */
public final class ArmRoles {
    /** A control in an experiment. */
    public record Derived(ArmSpec arm, Control control, ArmSpec subject) {}

    private final ExperimentSpec spec;
    private final Map<ArmSpec, Derived> controls = new IdentityHashMap<>();

    private ArmRoles(ExperimentSpec spec) {
        this.spec = spec;
        List<ArmSpec> subjects = spec.arms().stream().filter(Control::isSubject).toList();
        for (ArmSpec arm : spec.arms()) {
            boolean twin = arm.prediction().horizon() == 0
                    && subjects.stream().anyMatch(one -> one.optimizer().equals(arm.optimizer()));
            if (!twin && !Control.isSubject(arm)) {
                find(arm, subjects).ifPresent(derived -> controls.put(arm, derived));
            }
        }
    }

    public static ArmRoles of(ExperimentSpec spec) {
        return new ArmRoles(spec);
    }

    private static Optional<Derived> find(ArmSpec arm, List<ArmSpec> subjects) {
        for (ArmSpec subject : subjects) {
            for (Control control : Control.values()) {
                if (Control.doSame(control.of(subject), arm) || control.isOtherRule(arm)) {
                    return Optional.of(new Derived(arm, control, subject));
                }
            }
        }
        return Optional.empty();
    }

    /** Arms that are no controls. */
    public List<ArmSpec> own() {
        return spec.arms().stream().filter(arm -> !controls.containsKey(arm)).toList();
    }

    public List<Derived> controls() {
        return spec.arms().stream()
                .flatMap(arm -> Optional.ofNullable(controls.get(arm)).stream())
                .toList();
    }

    /**
     * The experiment with each of its own arms changed, or left out where the change is empty. Its controls follow: they
     * go with their subject, and keep their colours, the names that somebody has given them and rates of their own.
     */
    public ExperimentSpec change(Function<ArmSpec, Optional<ArmSpec>> change) {
        Map<ArmSpec, Optional<ArmSpec>> changed = new IdentityHashMap<>();
        own().forEach(arm -> changed.put(arm, change.apply(arm)));
        List<ArmSpec> arms = new ArrayList<>();
        for (ArmSpec arm : spec.arms()) {
            Derived derived = controls.get(arm);
            (derived == null ? changed.getOrDefault(arm, Optional.empty()) : followed(derived, changed))
                    .ifPresent(arms::add);
        }
        return spec.withArms(arms);
    }

    private static Optional<ArmSpec> followed(Derived derived, Map<ArmSpec, Optional<ArmSpec>> changed) {
        ArmSpec arm = derived.arm();
        ArmSpec before = derived.control().of(derived.subject());
        return changed.getOrDefault(derived.subject(), Optional.empty()).map(subject -> {
            if (!Control.doSame(before, arm)) {
                return arm;
            }
            ArmSpec after = derived.control().of(subject);
            return new ArmSpec(
                    arm.name().equals(before.name()) ? after.name() : arm.name(),
                    arm.color(),
                    after.optimizer(),
                    after.prediction());
        });
    }
}
