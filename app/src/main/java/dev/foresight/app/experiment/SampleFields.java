package dev.foresight.app.experiment;

import dev.foresight.app.experiment.SpecField.Input;
import dev.foresight.engine.spec.DiagnosticsSpec;
import dev.foresight.engine.spec.ExperimentSpec;
import java.util.List;

/** The fields of what is sampled of the weights' way. */
final class SampleFields {
    private static final String PATH = "training.diagnostics";
    private static final Input TEXT = new Input.Text();

    private SampleFields() {}

    static SpecField every() {
        return new SpecField(
                "Sample every",
                "After how many steps each run samples how well its weights are predicted, and how far they move; 0"
                        + " takes no samples. 50 costs less than 2 % of the time. Training stays the same to the last"
                        + " bit.",
                TEXT,
                List.of(PATH + ".every", PATH),
                spec -> Long.toString(diagnostics(spec).every()),
                (spec, text) -> with(spec, diagnostics(spec).withEvery(Numbers.whole(text))));
    }

    static SpecField horizons() {
        return new SpecField(
                "Predicted steps",
                "How many steps ahead the samples hold the prediction against the weights that come, such as 1, 2, 3, 5;"
                        + " they need not be the arms' own horizons.",
                TEXT,
                List.of(PATH + ".horizons"),
                spec -> Numbers.text(diagnostics(spec).horizons()),
                (spec, text) -> with(spec, diagnostics(spec).withHorizons(Numbers.wholes(text))));
    }

    private static DiagnosticsSpec diagnostics(ExperimentSpec spec) {
        return spec.training().diagnostics();
    }

    private static ExperimentSpec with(ExperimentSpec spec, DiagnosticsSpec diagnostics) {
        return spec.withTraining(spec.training().withDiagnostics(diagnostics));
    }
}
