package dev.foresight.engine.spec;

import dev.foresight.bench.fuzz.FuzzInput;

/** A run's {@code spec.json}: refused with its problems, or read, and what is in range reads back equal. */
public final class RunSpecFuzz {
    private RunSpecFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        RunSpec run;
        try {
            run = SpecJson.readRun(FuzzInput.text(input), "the input");
        } catch (InvalidSpecException expected) {
            return;
        }
        boolean finite = run.experiment().arms().stream()
                .flatMap(arm -> arm.optimizer().rule().parameters().given().values().stream())
                .allMatch(RunSpecFuzz::finite);
        finite &= run.experiment().architecture().parameters().given().values().stream()
                .allMatch(RunSpecFuzz::finite);
        finite &= run.experiment().data().set().parameters().given().values().stream()
                .allMatch(RunSpecFuzz::finite);
        if (finite && SpecRanges.check(run.experiment()).stream().noneMatch(SpecProblem::isError)) {
            String written = FuzzInput.throughAFile(SpecJson.writeRun(run));
            FuzzInput.requireEqual("written and read", run, SpecJson.readRun(written, "what was written"));
        }
    }

    /** Parameters are judged by the component they belong to, which is not asked here. */
    private static boolean finite(Object value) {
        return !(value instanceof Double number) || Double.isFinite(number);
    }
}
