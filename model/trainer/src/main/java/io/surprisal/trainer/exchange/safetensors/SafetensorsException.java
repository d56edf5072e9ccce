package io.surprisal.trainer.exchange.safetensors;

import java.io.IOException;

/** A file that is no safetensors file as it must be; the message says what was found, on one line. */
public final class SafetensorsException extends IOException {

    private static final long serialVersionUID = 1L;

    SafetensorsException(String message) {
        super(message);
    }

    SafetensorsException(String message, Throwable cause) {
        super(message, cause);
    }
}
