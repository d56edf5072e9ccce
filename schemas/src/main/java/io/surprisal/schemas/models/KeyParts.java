package io.surprisal.schemas.models;

import java.util.regex.Pattern;

/** Reads and checks what stands between the slashes of a {@link ModelsTopicKey}. */
final class KeyParts {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}"); // as ModelIdentity allows
    private static final Pattern PATTERN = Pattern.compile("[^\\p{Cntrl}]{1,1024}");
    private static final Pattern INDEX = Pattern.compile("[0-9]{4,9}");
    private static final int SHOWN = 80;

    private KeyParts() {}

    static ModelsTopicKey parse(ModelsTopicKey.Kind kind, String rest, String key) {
        try {
            return switch (kind) {
                case WEIGHTS -> weights(rest);
                case MANIFEST -> new ModelsTopicKey.Manifest(before(rest), behind(rest));
                case ALIAS -> new ModelsTopicKey.Alias(before(rest), AliasName.of(behind(rest)));
                case POLICY -> new ModelsTopicKey.Policy(rest);
                case ROUTE -> new ModelsTopicKey.Route(rest);
                case MAINTENANCE -> new ModelsTopicKey.Maintenance(rest);
            };
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("key " + shown(key) + ": " + e.getMessage(), e);
        }
    }

    static void requireName(String what, String found) {
        if (!NAME.matcher(found).matches()) {
            throw new IllegalArgumentException(
                    what + " must be 1 to 128 letters, digits, dots, dashes and underscores: " + shown(found));
        }
    }

    static void requirePattern(String found) {
        if (!PATTERN.matcher(found).matches()) {
            throw new IllegalArgumentException(
                    "pattern must be 1 to 1,024 characters without control characters: " + shown(found));
        }
    }

    /** A text from outside as it may stand in one line of a message. */
    static String shown(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return "'" + (printable.length() > SHOWN ? printable.substring(0, SHOWN) + "..." : printable) + "'";
    }

    private static ModelsTopicKey weights(String rest) {
        String index = behind(rest);
        if (!INDEX.matcher(index).matches() || (index.length() > 4 && index.startsWith("0"))) {
            throw new IllegalArgumentException(
                    "index must be four digits, or more without leading zeros: " + shown(index));
        }
        return new ModelsTopicKey.Weights(before(rest), Integer.parseInt(index));
    }

    private static String before(String rest) {
        return rest.substring(0, slash(rest));
    }

    private static String behind(String rest) {
        return rest.substring(slash(rest) + 1);
    }

    private static int slash(String rest) {
        int slash = rest.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("a second slash is missing");
        }
        return slash;
    }
}
