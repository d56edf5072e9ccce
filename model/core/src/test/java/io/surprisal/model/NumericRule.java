package io.surprisal.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** Same input, same bits: which of the platform's functions may differ between two machines. */
final class NumericRule {

    /**
     * The functions of {@link Math} whose result may be off by a unit in the last place, and then differently on each
     * processor. All others are exact.
     */
    private static final Set<String> INEXACT = Set.of(
            "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "exp", "expm1", "log", "log10", "log1p", "pow",
            "cbrt", "sinh", "cosh", "tanh", "hypot");

    /** No class calls them. */
    static final ArchRule NO_INEXACT_FUNCTION = noClasses()
            .should()
            .accessTargetWhere(new DescribedPredicate<JavaAccess<?>>("the target is an inexact function of Math") {
                @Override
                public boolean test(JavaAccess<?> access) {
                    return access.getTargetOwner().isEquivalentTo(Math.class)
                            && INEXACT.contains(access.getTarget().getName());
                }
            })
            .because("the same input gives the same bits on every JDK and processor");

    private NumericRule() {}
}
