package io.surprisal.schemas;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Tells Avro that the generated classes may be instantiated. Avro refuses every class that nobody declared, because a
 * schema that comes over the network names the class to be made.
 */
public final class TrustedClasses {

    private static final String GENERATED = "io.surprisal.avro";
    private static final AtomicBoolean DECLARED = new AtomicBoolean();

    private TrustedClasses() {}

    /** Declares the generated classes; once per JVM, later calls do nothing. What was trusted before stays trusted. */
    public static void declare() {
        if (DECLARED.compareAndSet(false, true)) {
            ClassSecurityPredicate generated = type -> type.getPackageName().equals(GENERATED);
            ClassSecurityValidator.setGlobal(
                    ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), generated));
        }
    }
}
