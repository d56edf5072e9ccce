package io.surprisal.topology.detect;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Holds the place of the challenger's judgement. Node and store exist from the first version on, because a node added
 * later would be an incompatible topology; nothing is sent here yet.
 */
public final class ShadowProcessor implements Processor<Object, SpecificRecord, Void, Void> {

    @Override
    public void process(Record<Object, SpecificRecord> record) {
        throw new IllegalStateException("nothing is sent to " + Nodes.SHADOW + " yet");
    }
}
