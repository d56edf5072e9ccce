package io.surprisal.deploy.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookTest {

    private static final Duration SOON = Duration.ofMillis(300);

    @ParameterizedTest(name = "HTTP {0} is {1}")
    @CsvSource({
        "200, DELIVERED",
        "202, DELIVERED",
        "302, FAILED",
        "400, REFUSED",
        "401, FAILED",
        "404, FAILED",
        "422, REFUSED",
        "429, FAILED",
        "500, FAILED",
        "503, FAILED"
    })
    void tellsWhatMayBeTriedAgainFromWhatMayNot(int status, Webhook.Kind kind) throws Exception {
        try (Receiver receiver = new Receiver(Map.of(), status)) {
            assertThat(webhook(receiver).post("{}").kind()).isEqualTo(kind);
        }
    }

    @Test
    void givesUpOnAReceiverThatHangs() throws Exception {
        try (Receiver receiver = new Receiver(Map.of(), Receiver.HANGS)) {
            Webhook.Outcome outcome = webhook(receiver).post("{}");

            assertThat(outcome.kind()).isEqualTo(Webhook.Kind.FAILED);
            assertThat(outcome.reason()).contains("timed out");
        }
    }

    @Test
    void waitsAsLongAsTheReceiverWishesButNotForEver() throws Exception {
        try (Receiver some = new Receiver(Map.of("Retry-After", "7"), 429);
                Receiver tooLong = new Receiver(Map.of("Retry-After", "86400"), 429)) {
            assertThat(webhook(some).post("{}").wish()).isEqualTo(Duration.ofSeconds(7));
            assertThat(webhook(tooLong).post("{}").wish()).isEqualTo(Duration.ofMinutes(5));
        }
    }

    @Test
    void failsWhereNobodyListens() throws Exception {
        URI gone;
        try (Receiver receiver = new Receiver(Map.of())) {
            gone = receiver.address();
        }

        assertThat(new Webhook(gone, Map.of(), SOON).post("{}").kind()).isEqualTo(Webhook.Kind.FAILED);
    }

    private static Webhook webhook(Receiver receiver) {
        return new Webhook(receiver.address(), Map.of("X-Team", "ops"), SOON);
    }
}
