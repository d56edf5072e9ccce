package io.surprisal.schemas.models;

import java.util.Locale;

/** What a version may be to a model. */
public enum AliasName {
    /** Its scores count. */
    CHAMPION,
    /** It is tried beside the champion. */
    CHALLENGER;

    /** As it stands in keys and on the command line. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The alias of this text.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static AliasName of(String text) {
        for (AliasName alias : values()) {
            if (alias.text().equals(text)) {
                return alias;
            }
        }
        throw new IllegalArgumentException("alias must be champion or challenger: " + text);
    }
}
