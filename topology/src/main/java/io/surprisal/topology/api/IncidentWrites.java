package io.surprisal.topology.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.surprisal.avro.Feedback;
import io.surprisal.avro.FeedbackKind;
import io.surprisal.avro.Incident;
import io.surprisal.topology.feedback.FeedbackWriter;
import io.surprisal.topology.feedback.Word;
import io.surprisal.topology.http.Answer;
import io.surprisal.topology.http.Call;
import io.surprisal.topology.http.Json;
import io.surprisal.topology.http.ProblemException;
import io.surprisal.topology.http.ProblemKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Iterator;
import java.util.Set;
import org.apache.kafka.common.KafkaException;

/** What people say of incidents: written to the topic of feedback, where every instance reads it. */
final class IncidentWrites {

    private static final Set<String> ACKNOWLEDGE_FIELDS = Set.of("by", "why");
    private static final Set<String> JUDGE_FIELDS = Set.of("verdict", "pattern", "by", "why");

    private final IncidentRoutes incidents;
    private final IncidentFeed feed;
    private final FeedbackWriter writer;
    private final Clock clock;

    IncidentWrites(IncidentRoutes incidents, IncidentFeed feed, FeedbackWriter writer, Clock clock) {
        this.incidents = incidents;
        this.feed = feed;
        this.writer = writer;
        this.clock = clock;
    }

    /** Somebody looks after it. */
    Answer acknowledge(Call call) {
        return say(
                call,
                body -> new Word(FeedbackKind.ACKNOWLEDGED, null, text(body, "by"), text(body, "why")),
                ACKNOWLEDGE_FIELDS);
    }

    /** Somebody judges. */
    Answer judge(Call call) {
        return say(
                call,
                body -> new Word(
                        verdict(text(body, "verdict")),
                        body.hasNonNull("pattern") ? text(body, "pattern") : null,
                        text(body, "by"),
                        text(body, "why")),
                JUDGE_FIELDS);
    }

    /** Reads what is said. */
    private interface Reader {
        Word read(JsonNode body);
    }

    private Answer say(Call call, Reader reader, Set<String> fields) {
        call.parameters().check();
        Incident incident = incidents.find(call);
        Feedback feedback;
        try {
            feedback = reader.read(body(call.body(), fields)).about(incident, clock.instant());
        } catch (IllegalArgumentException wrong) {
            throw new ProblemException(ProblemKind.WRONG_PARAMETERS, String.valueOf(wrong.getMessage()));
        }
        try {
            writer.write(feedback);
        } catch (KafkaException failure) {
            throw new ProblemException(
                    ProblemKind.UNAVAILABLE, "the topic of feedback cannot be written: " + failure.getMessage());
        }
        feed.say(feedback);
        return Answer.json(feed.document(incident));
    }

    private static JsonNode body(String text, Set<String> fields) {
        try {
            JsonNode body = Json.tree((text.isBlank() ? "{}" : text).getBytes(StandardCharsets.UTF_8));
            if (!body.isObject()) {
                throw new IllegalArgumentException("the body must be a JSON object");
            }
            for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                if (!fields.contains(name)) {
                    throw new IllegalArgumentException("there is no field \"" + name + "\" here, only " + fields);
                }
            }
            return body;
        } catch (IOException malformed) {
            throw new IllegalArgumentException("the body must be JSON", malformed);
        }
    }

    private static String text(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isTextual()) {
            throw new IllegalArgumentException(field + " must be a text");
        }
        return value.textValue();
    }

    private static FeedbackKind verdict(String text) {
        return switch (text) {
            case "false-alarm" -> FeedbackKind.FALSE_ALARM;
            case "true-alarm" -> FeedbackKind.TRUE_ALARM;
            case "withdrawn" -> FeedbackKind.WITHDRAWN;
            default ->
                throw new IllegalArgumentException(
                        "verdict must be one of false-alarm, true-alarm, withdrawn: found \"" + text + '"');
        };
    }
}
