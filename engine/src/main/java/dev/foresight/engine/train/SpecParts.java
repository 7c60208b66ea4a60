package dev.foresight.engine.train;

import dev.foresight.engine.arch.Architecture;
import dev.foresight.engine.data.Dataset;
import dev.foresight.engine.data.LoadedData;
import dev.foresight.engine.graph.InitialWeights;
import dev.foresight.engine.graph.LayerGraph;
import dev.foresight.engine.net.dl4j.Backend;
import dev.foresight.engine.net.dl4j.Dl4jNetwork;
import dev.foresight.engine.project.SpecValidation;
import dev.foresight.engine.spec.ComponentSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import dev.foresight.engine.spec.InvalidSpecException;
import dev.foresight.engine.spec.Registry;
import dev.foresight.engine.spec.RunSpec;

/** Makes the parts that a run's spec names, after validating it. */
final class SpecParts {
    private SpecParts() {}

    /** @throws InvalidSpecException with everything that keeps the spec from running */
    static RunParts make(RunSpec run) {
        ExperimentSpec experiment = run.experiment();
        SpecValidation.require(experiment, experiment.name());
        LoadedData data = Registry.of(Dataset.class)
                .get(experiment.data().set().id())
                .load(experiment.data(), experiment.training());
        ComponentSpec architecture = experiment.architecture();
        LayerGraph graph = Registry.of(Architecture.class)
                .get(architecture.id())
                .build(architecture.parameters(), data.input(), data.outputs());
        return new RunParts(
                data,
                Dl4jNetwork.create(graph, InitialWeights.draw(graph, run.seed()), experiment.execution()),
                Backend.describe());
    }
}
