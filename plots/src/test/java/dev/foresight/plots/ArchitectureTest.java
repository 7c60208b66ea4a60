package dev.foresight.plots;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** Who may know whom among charts, figures and tables. */
@AnalyzeClasses(
        packages = "dev.foresight.plots",
        importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class ArchitectureTest {
    @ArchTest
    static final ArchRule onlyLiveChartsKnowJavaFx = noClasses()
            .that()
            .resideOutsideOfPackage("dev.foresight.plots.live..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("javafx..")
            .because("figures and tables are also written by the command line, which never loads JavaFX");

    @ArchTest
    static final ArchRule plotsKnowNeitherAppNorNetworks = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.foresight.app..", "org.deeplearning4j..", "org.nd4j..", "org.bytedeco..");

    @ArchTest
    static final ArchRule plotsNeverTrain = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.foresight.engine.train..", "dev.foresight.engine.net..", "dev.foresight.engine.optim..")
            .because("a chart draws what a run has written, whoever ran it");

    @ArchTest
    static final ArchRule packagesFormNoCycles =
            slices().matching("dev.foresight.plots.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes().should(liveInANullMarkedPackage());

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a package whose package-info says @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(
                            type,
                            type.getFullName() + ": add a package-info.java with @NullMarked to "
                                    + type.getPackageName()));
                }
            }
        };
    }
}
