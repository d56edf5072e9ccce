package io.surprisal.schemas.models;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A key of the models topic. Keys are plain text, so that they outlive every change of schemas and registries:
 *
 * <pre>
 *   weights/SHA256/NNNN       one piece of a version's weights; four digits or more, from 0000
 *   manifest/NAME/VERSION     what is said of a version
 *   alias/NAME/ALIAS          champion or challenger of a model
 *   policy/PATTERN            settings of the series that match
 *   route/PATTERN             the model of the series that match
 *   maintenance/ID            a planned stretch of time
 * </pre>
 *
 * <p>Names, versions and ids are 1 to 128 letters, digits, dots, dashes and underscores. A pattern is 1 to 1,024
 * characters, no control characters among them; it may contain slashes, because it is all that follows.
 */
public sealed interface ModelsTopicKey {

    /** Which of the kinds of key it is. */
    enum Kind {
        /** {@link ModelsTopicKey.Weights}. */
        WEIGHTS,
        /** {@link ModelsTopicKey.Manifest}. */
        MANIFEST,
        /** {@link ModelsTopicKey.Alias}. */
        ALIAS,
        /** {@link ModelsTopicKey.Policy}. */
        POLICY,
        /** {@link ModelsTopicKey.Route}. */
        ROUTE,
        /** {@link ModelsTopicKey.Maintenance}. */
        MAINTENANCE;

        String prefix() {
            return name().toLowerCase(Locale.ROOT) + "/";
        }
    }

    /** Which of the kinds it is. */
    Kind kind();

    /** What follows the kind and its slash. */
    String rest();

    /** The key as it stands on the topic. */
    default String format() {
        return kind().prefix() + rest();
    }

    /**
     * Reads a key.
     *
     * @throws IllegalArgumentException if it has not exactly one of the forms; the message has what was found
     */
    static ModelsTopicKey parse(String key) {
        for (Kind kind : Kind.values()) {
            if (key.startsWith(kind.prefix())) {
                return KeyParts.parse(kind, key.substring(kind.prefix().length()), key);
            }
        }
        throw new IllegalArgumentException(
                "key must begin with weights/, manifest/, alias/, policy/, route/ or maintenance/: "
                        + KeyParts.shown(key));
    }

    /** Reads a key; empty if it has not exactly one of the forms. */
    static Optional<ModelsTopicKey> parsed(String key) {
        try {
            return Optional.of(parse(key));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    /**
     * One piece of a version's weights.
     *
     * @param sha256 of the whole weights, 64 lower-case hexadecimal digits
     * @param index from 0
     */
    record Weights(String sha256, int index) implements ModelsTopicKey {
        private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

        /** Checks the parts. */
        public Weights {
            if (!HASH.matcher(sha256).matches()) {
                throw new IllegalArgumentException(
                        "sha256 must be 64 lower-case hexadecimal digits: " + KeyParts.shown(sha256));
            }
            if (index < 0) {
                throw new IllegalArgumentException("index must not be negative: index=" + index);
            }
        }

        @Override
        public Kind kind() {
            return Kind.WEIGHTS;
        }

        @Override
        public String rest() {
            return sha256 + "/" + String.format(Locale.ROOT, "%04d", index);
        }
    }

    /**
     * What is said of a version.
     *
     * @param name of the model
     * @param version of the model
     */
    record Manifest(String name, String version) implements ModelsTopicKey {
        /** Checks the parts. */
        public Manifest {
            KeyParts.requireName("model name", name);
            KeyParts.requireName("version", version);
        }

        @Override
        public Kind kind() {
            return Kind.MANIFEST;
        }

        @Override
        public String rest() {
            return name + "/" + version;
        }
    }

    /**
     * An alias of a model.
     *
     * @param name of the model
     * @param alias which one
     */
    record Alias(String name, AliasName alias) implements ModelsTopicKey {
        /** Checks the parts. */
        public Alias {
            KeyParts.requireName("model name", name);
        }

        @Override
        public Kind kind() {
            return Kind.ALIAS;
        }

        @Override
        public String rest() {
            return name + "/" + alias.text();
        }
    }

    /**
     * Settings of the series that match.
     *
     * @param pattern of series keys
     */
    record Policy(String pattern) implements ModelsTopicKey {
        /** Checks the parts. */
        public Policy {
            KeyParts.requirePattern(pattern);
        }

        @Override
        public Kind kind() {
            return Kind.POLICY;
        }

        @Override
        public String rest() {
            return pattern;
        }
    }

    /**
     * The model of the series that match.
     *
     * @param pattern of series keys
     */
    record Route(String pattern) implements ModelsTopicKey {
        /** Checks the parts. */
        public Route {
            KeyParts.requirePattern(pattern);
        }

        @Override
        public Kind kind() {
            return Kind.ROUTE;
        }

        @Override
        public String rest() {
            return pattern;
        }
    }

    /**
     * A planned stretch of time.
     *
     * @param id of it
     */
    record Maintenance(String id) implements ModelsTopicKey {
        /** Checks the parts. */
        public Maintenance {
            KeyParts.requireName("maintenance id", id);
        }

        @Override
        public Kind kind() {
            return Kind.MAINTENANCE;
        }

        @Override
        public String rest() {
            return id;
        }
    }
}
