package io.surprisal.deploy.notify;

import io.surprisal.avro.IncidentSeverity;
import io.surprisal.schemas.rule.SeriesPattern;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom to tell of what, and how.
 *
 * @param address where to post
 * @param format of the templates that ship
 * @param template in its place; {@code null} for none
 * @param constants further values for templates
 * @param headers further ones
 * @param severity incidents that never get so bad are not told
 * @param series of which
 * @param group the consumer group
 * @param fromBeginning whether a new group begins with all that the topic has
 * @param timeout for one answer
 * @param backoff after a first failure
 */
public record NotifyOptions(
        URI address,
        String format,
        @Nullable Path template,
        Map<String, Object> constants,
        Map<String, String> headers,
        IncidentSeverity severity,
        SeriesPattern series,
        String group,
        boolean fromBeginning,
        Duration timeout,
        Duration backoff) {}
