package dev.foresight.app;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
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

/** Who may know whom in the workbench and the command line. */
@AnalyzeClasses(
        packages = "dev.foresight.app",
        importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class ArchitectureTest {
    @ArchTest
    static final ArchRule featuresMeetInShellAndProjectOnly = slices().matching("dev.foresight.app.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(resideInAnyPackage("dev.foresight.app.shell..", "dev.foresight.app.cli.."), alwaysTrue())
            .ignoreDependency(
                    alwaysTrue(),
                    resideInAnyPackage(
                            "dev.foresight.app.shell..", "dev.foresight.app.project..", "dev.foresight.app.task.."))
            .because("a feature can then be read, tested and replaced on its own");

    @ArchTest
    static final ArchRule commandLineNeverLoadsJavaFx = noClasses()
            .that(resideInAnyPackage("dev.foresight.app", "dev.foresight.app.cli.."))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javafx..", "atlantafx..")
            .because("a worker and a machine without a display start without it");

    @ArchTest
    static final ArchRule onlyTheTaskRunnerKnowsTheFxThread = noClasses()
            .that()
            .resideOutsideOfPackages("dev.foresight.app.task..")
            .should()
            .callMethod(javafx.application.Platform.class, "runLater", Runnable.class)
            .because("results of work elsewhere come back through app.task");

    @ArchTest
    static final ArchRule appKnowsNoNetworkLibrary = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.bytedeco..");

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
