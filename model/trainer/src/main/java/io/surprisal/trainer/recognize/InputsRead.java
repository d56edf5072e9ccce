package io.surprisal.trainer.recognize;

import io.surprisal.model.ModelSpec;

/** Which of its inputs a head reads; all, but to find out what they are worth. */
enum InputsRead {
    /** The network's hidden state and the alert's statistics. */
    ALL("hidden state and statistics"),
    /** The network's hidden state. */
    HIDDEN_STATE("hidden state alone"),
    /** The alert's statistics. */
    STATISTICS("statistics alone");

    private final String text;

    InputsRead(String text) {
        this.text = text;
    }

    /** In words. */
    String text() {
        return text;
    }

    /** Whether an input is read; they count from 0. */
    boolean reads(int input, ModelSpec spec) {
        return switch (this) {
            case ALL -> true;
            case HIDDEN_STATE -> input < spec.outputSize();
            case STATISTICS -> input >= spec.outputSize();
        };
    }
}
