package io.surprisal.schemas;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/** What keeps two schemas of a subject from living side by side. */
public final class SchemaEvolution {

    /** The registry's name of the rule that is checked here, against every earlier schema. */
    public static final String RULE = "FULL_TRANSITIVE";

    private SchemaEvolution() {}

    /**
     * Why programs with one of the schemas cannot read all records of the other, in both directions; empty if they can.
     */
    public static List<String> faults(Schema current, Schema earlier) {
        List<String> faults = new ArrayList<>();
        unreadable("new readers, old records", current, earlier, faults);
        unreadable("old readers, new records", earlier, current, faults);
        return faults;
    }

    private static void unreadable(String direction, Schema reader, Schema writer, List<String> faults) {
        for (Incompatibility each : SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()) {
            faults.add(direction + ": " + each.getType() + " at " + each.getLocation() + ": " + each.getMessage());
        }
    }
}
