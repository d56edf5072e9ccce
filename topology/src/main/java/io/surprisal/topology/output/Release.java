package io.surprisal.topology.output;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The release of this program, which the build wrote beside this class. */
public final class Release {

    /** Its name, such as {@code 0.1.0}. */
    public static final String NAME = read();

    private Release() {}

    private static String read() {
        Properties properties = new Properties();
        try (InputStream in = Release.class.getResourceAsStream("release.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return properties.getProperty("release", "");
    }
}
