package io.surprisal.trainer.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** One HTML file that needs no other: markup that is also well-formed XML, the style in it, no script. Not thread-safe. */
public final class HtmlPage {

    private static final String STYLE = "page.css";

    private final String title;
    private final StringBuilder body = new StringBuilder();

    /** An empty page with a title, which is also its first heading. */
    public HtmlPage(String title) {
        this.title = title;
    }

    /** Adds a section with a heading. */
    public HtmlPage section(String heading, String markup) {
        body.append("<section>\n<h2>").append(Markup.escape(heading)).append("</h2>\n");
        body.append(markup).append("</section>\n");
        return this;
    }

    /** Adds markup as it is. */
    public HtmlPage add(String markup) {
        body.append(markup);
        return this;
    }

    /** Writes the page; an older file is replaced. */
    public void write(Path file) throws IOException {
        Files.writeString(file, html(), StandardCharsets.UTF_8);
    }

    /** The whole page. */
    public String html() {
        String heading = Markup.escape(title);
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>" + heading
                + "</title>\n<style>\n" + style() + "</style>\n</head>\n<body>\n<h1>" + heading + "</h1>\n" + body
                + "</body>\n</html>\n";
    }

    private static String style() {
        try (InputStream style = HtmlPage.class.getResourceAsStream(STYLE)) {
            return new String(Objects.requireNonNull(style).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
