package io.surprisal.deploy.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StatusLineTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void drawsABarThatItClearsAtTheEnd() {
        try (StatusLine line = new StatusLine(out, true, "work")) {
            line.at(1, 2, "now");
        }

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("work [############............]  50 % now")
                .endsWith("\r\u001b[K");
    }

    @Test
    void saysNothingInAScriptWhenTheWorkIsShort() {
        try (StatusLine line = new StatusLine(out, false, "work")) {
            line.at(1, 2, "now");
        }

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
