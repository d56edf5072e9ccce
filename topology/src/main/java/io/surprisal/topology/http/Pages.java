package io.surprisal.topology.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Files that browsers are given, read from the class path once. Nothing else is served, whatever a path looks like. Pages may
 * load scripts, styles and data from here alone, and nobody may frame them. Thread-safe.
 */
public final class Pages {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private record Page(Answer plain, Answer zipped, String tag) {}

    private final Map<String, Page> pages = new LinkedHashMap<>();

    /**
     * Adds a file.
     *
     * @param path at which it is served
     * @param resource on the class path, absolute; its ending says what it is
     * @throws IllegalArgumentException if there is none
     */
    public Pages with(String path, String resource) {
        String type = TYPES.get(resource.substring(resource.lastIndexOf('.') + 1));
        try (InputStream in = Pages.class.getResourceAsStream(resource)) {
            if (in == null || type == null) {
                throw new IllegalArgumentException("there must be a page, style, script or picture " + resource);
            }
            byte[] body = in.readAllBytes();
            String tag = '"' + Routes.hash(body) + '"';
            pages.put(
                    path,
                    new Page(
                            answer(type, body, tag),
                            answer(type, zipped(body), tag).with("Content-Encoding", "gzip"),
                            tag));
            return this;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * The file at a path.
     *
     * @param ifNoneMatch entity tags that the caller has the bodies of
     * @param encodings that the caller accepts
     */
    Optional<Answer> at(String path, @Nullable String ifNoneMatch, @Nullable String encodings) {
        Page page = pages.get(path);
        if (page == null) {
            return Optional.empty();
        }
        boolean zips = encodings != null
                && Arrays.stream(encodings.split(",", -1)).map(String::strip).anyMatch(each -> each.equals("gzip"));
        Answer answer = zips ? page.zipped() : page.plain();
        return Optional.of(
                ifNoneMatch != null && Routes.hasTag(ifNoneMatch, page.tag()) ? answer.notModified() : answer);
    }

    private static Answer answer(String type, byte[] body, String tag) {
        return Answer.of(Answer.OK, type, body)
                .with("ETag", tag)
                .with("Vary", "Accept-Encoding")
                .with("Content-Security-Policy", POLICY)
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "no-referrer");
    }

    private static byte[] zipped(byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(body);
        }
        return bytes.toByteArray();
    }
}
