package io.surprisal.topology.feedback;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Feeds the directory; lets nothing escape, because an error on the global thread ends the application. */
public final class FeedbackProcessor implements Processor<byte[], byte[], Void, Void> {

    private static final Logger LOG = LoggerFactory.getLogger(FeedbackProcessor.class);

    private final FeedbackDirectory directory;

    /** Feeds this directory. */
    public FeedbackProcessor(FeedbackDirectory directory) {
        this.directory = directory;
    }

    @Override
    // The edge: whatever a record leads to, the application goes on with the feedback that it has.
    public void process(Record<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        try {
            directory.accept(record.value());
        } catch (RuntimeException failure) {
            LOG.error("A record of the topic of feedback could not be taken", failure);
        }
    }
}
