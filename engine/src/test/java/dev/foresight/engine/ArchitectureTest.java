package dev.foresight.engine;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
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

/** Who may know whom in the engine. */
@AnalyzeClasses(
        packages = {"dev.foresight.engine", "org.nd4j.nativeblas"},
        importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class ArchitectureTest {
    private static final String[] JDK = {"java..", "javax..", "jdk..", "org.jspecify..", ""};

    @ArchTest
    static final ArchRule engineKnowsNoView = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "javafx..", "java.awt..", "javax.swing..", "dev.foresight.plots..", "dev.foresight.app..")
            .because("whatever computes also runs in a worker process and on a machine without a display");

    @ArchTest
    static final ArchRule specHoldsDataOnly = classes()
            .that(resideInAPackage("dev.foresight.engine.spec..").and(not(simpleNameStartingWith("SpecJson"))))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(JDK)
                    .or(resideInAPackage("dev.foresight.engine.spec.."))
                    .or(resideInAPackage("com.google.auto.service..")))
            .because("a spec is a value that every part may read; who validates parameters is the component itself");

    @ArchTest
    static final ArchRule jsonOfSpecsKnowsJacksonAndSpecs = classes()
            .that(resideInAPackage("dev.foresight.engine.spec..").and(simpleNameStartingWith("SpecJson")))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(JDK)
                    .or(resideInAnyPackage("dev.foresight.engine.spec..", "com.fasterxml.jackson..")));

    @ArchTest
    static final ArchRule deeplearning4jStaysBehindNetwork = noClasses()
            .that()
            .resideOutsideOfPackages("dev.foresight.engine.net.dl4j..", "org.nd4j.nativeblas")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..")
            .because("networks are reached through engine.net, so that another backend can stand beside this one");

    @ArchTest
    static final ArchRule nativeCodeStaysBehindNetwork = noClasses()
            .that()
            .resideOutsideOfPackages("dev.foresight.engine.net.dl4j..", "org.nd4j.nativeblas")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bytedeco..")
            .because("a wrong pointer ends the process: only the layers on oneDNN hold pointers");

    @ArchTest
    static final ArchRule networksKnowNeitherTrainingNorRuns = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.foresight.engine.graph..",
                    "dev.foresight.engine.arch..",
                    "dev.foresight.engine.net..",
                    "dev.foresight.engine.optim..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.foresight.engine.train..",
                    "dev.foresight.engine.run..",
                    "dev.foresight.engine.queue..",
                    "dev.foresight.engine.project..");

    @ArchTest
    static final ArchRule packagesFormNoCycles =
            slices().matching("dev.foresight.engine.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule everyPackageIsNullMarked =
            classes().that().resideInAPackage("dev.foresight..").should(liveInANullMarkedPackage());

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
