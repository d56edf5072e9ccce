package io.surprisal.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What this module may not do, so that it can be embedded anywhere and computes the same everywhere. */
@AnalyzeClasses(packages = "io.surprisal.model", importOptions = ImportOption.DoNotIncludeTests.class)
class CoreRulesTest {

    @ArchTest
    static final ArchRule callsNoInexactFunction = NumericRule.NO_INEXACT_FUNCTION;

    @ArchTest
    static final ArchRule dependsOnThePlatformAlone = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.surprisal.model..",
                    "java.lang..",
                    "java.nio..",
                    "java.security..",
                    "java.util..",
                    "org.jspecify.annotations");

    @ArchTest
    static final ArchRule readsNoClock = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("java.time..");

    @ArchTest
    static final ArchRule drawsNoRandomNumbers = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Random.class)
            .orShould()
            .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule startsNoThread =
            noClasses().should().dependOnClassesThat().resideInAPackage("java.util.concurrent..");

    @ArchTest
    static final ArchRule hasNoCyclesBetweenPackages =
            slices().matching("io.surprisal.model.(*)..").should().beFreeOfCycles();

    @Test
    void anInexactFunctionWouldBeFound() {
        JavaClasses classes = new ClassFileImporter().importClasses(Called.class, Referenced.class);

        assertThat(NumericRule.NO_INEXACT_FUNCTION
                        .evaluate(classes)
                        .getFailureReport()
                        .getDetails())
                .hasSize(2)
                .anyMatch(line -> line.contains("Math.exp"))
                .anyMatch(line -> line.contains("Math.tanh"));
    }

    @Test
    void exactFunctionsAreAllowed() {
        JavaClasses classes = new ClassFileImporter().importClasses(Allowed.class);

        assertThat(NumericRule.NO_INEXACT_FUNCTION.evaluate(classes).hasViolation())
                .isFalse();
    }

    /** Breaks the rule by a call. */
    private static final class Called implements DoubleUnaryOperator {
        @Override
        public double applyAsDouble(double x) {
            return Math.exp(x);
        }
    }

    /** Breaks the rule by a method reference. */
    private static final class Referenced implements Supplier<DoubleUnaryOperator> {
        @Override
        public DoubleUnaryOperator get() {
            return Math::tanh;
        }
    }

    /** Keeps the rule. */
    private static final class Allowed implements DoubleUnaryOperator {
        @Override
        public double applyAsDouble(double x) {
            return Math.fma(Math.sqrt(x), Math.abs(x), StrictMath.exp(Math.min(x, 1)));
        }
    }
}
