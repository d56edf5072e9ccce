package io.surprisal.deploy.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.ObjectInputStream;
import java.time.Clock;
import org.jspecify.annotations.NullMarked;

/**
 * The arrows between the modules, checked over the classes of all of them: {@code core ← schemas ← trainer}, {@code
 * schemas ← topology}; {@code deploy} sees all.
 */
@AnalyzeClasses(packages = "io.surprisal", importOptions = ImportOption.DoNotIncludeTests.class)
final class ModuleRulesTest {

    private static final String CORE = "io.surprisal.model..";
    private static final String CONTRACTS = "io.surprisal.avro..";

    @ArchTest
    static final ArchRule modulesKnowOnlyThoseBelowThem = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("core")
            .definedBy(CORE)
            .layer("contracts")
            .definedBy(CONTRACTS)
            .layer("schemas")
            .definedBy("io.surprisal.schemas..")
            .layer("trainer")
            .definedBy("io.surprisal.trainer..")
            .layer("topology")
            .definedBy("io.surprisal.topology..")
            .layer("deploy")
            .definedBy("io.surprisal.deploy..")
            .whereLayer("core")
            .mayNotAccessAnyLayer()
            .whereLayer("contracts")
            .mayNotAccessAnyLayer()
            .whereLayer("schemas")
            .mayOnlyAccessLayers("core", "contracts")
            .whereLayer("trainer")
            .mayOnlyAccessLayers("core", "contracts", "schemas")
            .whereLayer("topology")
            .mayOnlyAccessLayers("core", "contracts", "schemas");

    @ArchTest
    static final ArchRule coreIsPlainJava = classes()
            .that()
            .resideInAPackage(CORE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    CORE, "java.lang..", "java.util..", "java.io", "java.nio..", "java.security..", "org.jspecify..");

    @ArchTest
    static final ArchRule coreReadsNoClock = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule coreWritesNoLog = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.util.logging..")
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule randomCutForestIsForComparisonsAlone = noClasses()
            .that()
            .resideOutsideOfPackages("io.surprisal.trainer.evaluate.baseline..", "io.surprisal.deploy.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.amazon.randomcutforest..");

    @ArchTest
    static final ArchRule nothingReadsSerializedObjects = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ObjectInputStream.class)
            .because("bytes of others must not choose which classes are made");

    @ArchTest
    static final ArchRule onnxRuntimeIsForTheBenchAlone = noClasses()
            .that()
            .resideOutsideOfPackage("io.surprisal.deploy.bench.kernel..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.onnxruntime..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.surprisal.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesAreNamedByWhatTheyAreAbout = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..utils..", "..helper..", "..common..", "..impl..", "..dto..");

    @ArchTest
    static final ArchRule handWrittenPackagesAreNullMarked =
            classes().that().resideOutsideOfPackage(CONTRACTS).should(resideInANullMarkedPackage());

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a package whose package-info is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(type, marked, type.getName() + " is in an unmarked package"));
            }
        };
    }
}
