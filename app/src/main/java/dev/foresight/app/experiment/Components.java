package dev.foresight.app.experiment;

import dev.foresight.engine.arch.Architecture;
import dev.foresight.engine.data.Dataset;
import dev.foresight.engine.optim.UpdateRule;
import dev.foresight.engine.spec.Component;
import dev.foresight.engine.spec.Registry;
import dev.foresight.engine.spec.Task;
import java.util.List;
import java.util.Optional;

/** What an experiment can be made of: everything registered on the class path. */
public record Components(List<Architecture> architectures, List<Dataset> dataSets, List<UpdateRule> rules) {
    public Components {
        architectures = List.copyOf(architectures);
        dataSets = List.copyOf(dataSets);
        rules = List.copyOf(rules);
    }

    public static Components registered() {
        return new Components(
                Registry.of(Architecture.class).all(),
                Registry.of(Dataset.class).all(),
                Registry.of(UpdateRule.class).all());
    }

    Optional<Architecture> architecture(String id) {
        return find(architectures, id);
    }

    Optional<Dataset> dataSet(String id) {
        return find(dataSets, id);
    }

    Optional<UpdateRule> rule(String id) {
        return find(rules, id);
    }

    /** Data sets for a task, those that need no file first. */
    List<Dataset> dataSetsFor(Task task) {
        return dataSets.stream().filter(set -> set.task() == task).toList();
    }

    private static <C extends Component> Optional<C> find(List<C> all, String id) {
        return all.stream().filter(component -> component.id().equals(id)).findFirst();
    }
}
