package io.surprisal.deploy.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What is posted: JSON, made of a Mustache template in which each value is escaped as in a JSON text. Thread-safe. */
final class PayloadTemplate {

    private static final JsonMapper JSON = new JsonMapper();

    private final Template template;
    private final Map<String, Object> constants;

    private PayloadTemplate(String text, Map<String, Object> constants) {
        try {
            this.template = Mustache.compiler()
                    .withEscaper(
                            value -> new String(JsonStringEncoder.getInstance().quoteAsString(value)))
                    .defaultValue("")
                    .compile(text);
        } catch (MustacheException malformed) {
            throw new IllegalArgumentException("the template is no Mustache: " + malformed.getMessage(), malformed);
        }
        this.constants = Map.copyOf(constants);
    }

    /**
     * One that ships: slack, pagerduty or json.
     *
     * @param constants further values, such as PagerDuty's routing key
     */
    static PayloadTemplate bundled(String name, Map<String, Object> constants) {
        try (InputStream in = PayloadTemplate.class.getResourceAsStream(name + ".mustache")) {
            if (in == null) {
                throw new IllegalArgumentException("no such template ships: " + name);
            }
            return new PayloadTemplate(new String(in.readAllBytes(), StandardCharsets.UTF_8), constants);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * One of a user's own.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is no Mustache
     */
    static PayloadTemplate of(Path file, Map<String, Object> constants) throws IOException {
        return new PayloadTemplate(Files.readString(file), constants);
    }

    /**
     * The body of a notification.
     *
     * @throws IllegalArgumentException if what comes out is not JSON
     */
    String render(Notification notification) {
        Map<String, Object> values = new HashMap<>(constants);
        values.putAll(notification.fields());
        try {
            String body = template.execute(values);
            JSON.readTree(body);
            return body;
        } catch (MustacheException | JsonProcessingException malformed) {
            throw new IllegalArgumentException(
                    "the template does not give JSON for "
                            + notification.event().word() + ": " + malformed.getMessage(),
                    malformed);
        }
    }
}
