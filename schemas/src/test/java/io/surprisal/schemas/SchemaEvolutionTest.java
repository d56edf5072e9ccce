package io.surprisal.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class SchemaEvolutionTest {

    private static final Schema BASE = record("{'name':'a','type':'long'}");

    @Test
    void allowsAFieldWithADefaultToComeAndGo() {
        Schema more = record("{'name':'a','type':'long'},{'name':'b','type':['null','long'],'default':null}");

        assertThat(SchemaEvolution.faults(more, BASE)).isEmpty();
        assertThat(SchemaEvolution.faults(BASE, more)).isEmpty();
    }

    @Test
    void forbidsAFieldWithoutADefaultInBothDirections() {
        Schema more = record("{'name':'a','type':'long'},{'name':'b','type':'long'}");

        assertThat(SchemaEvolution.faults(more, BASE))
                .singleElement()
                .asString()
                .startsWith("new readers, old records");
        assertThat(SchemaEvolution.faults(BASE, more))
                .singleElement()
                .asString()
                .startsWith("old readers, new records");
    }

    @Test
    void forbidsAWiderTypeWhichOldReadersDoNotKnow() {
        Schema wider = record("{'name':'a','type':'double'}");

        assertThat(SchemaEvolution.faults(wider, BASE))
                .singleElement()
                .asString()
                .contains("old readers, new records");
    }

    @Test
    void allowsASymbolMoreOfAnEnumWithADefault() {
        Schema two = record("{'name':'e','type':{'type':'enum','name':'E','symbols':['X','Y'],'default':'X'}}");
        Schema three = record("{'name':'e','type':{'type':'enum','name':'E','symbols':['X','Y','Z'],'default':'X'}}");

        assertThat(SchemaEvolution.faults(three, two)).isEmpty();
    }

    private static Schema record(String fields) {
        return new Schema.Parser().parse(("{'type':'record','name':'R','fields':[" + fields + "]}").replace('\'', '"'));
    }
}
