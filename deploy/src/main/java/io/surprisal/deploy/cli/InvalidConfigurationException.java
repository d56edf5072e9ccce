package io.surprisal.deploy.cli;

import java.util.List;

/** Options that parse but cannot be used together, all of them at once. Exit code 2. */
final class InvalidConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidConfigurationException(List<String> faults) {
        super(String.join(System.lineSeparator() + "           ", faults));
    }
}
