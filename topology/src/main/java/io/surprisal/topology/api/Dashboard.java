package io.surprisal.topology.api;

import io.surprisal.topology.http.Pages;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

/** The files of the dashboard: a page, its modules, and the chart library as its jar has it. */
final class Dashboard {

    private static final String FOLDER = "/io/surprisal/topology/dashboard/";
    private static final String CHART = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";
    private static final List<String> FILES = List.of(
            "app.css",
            "icon.svg",
            "js/app.js",
            "js/api.js",
            "js/chart.js",
            "js/dom.js",
            "js/format.js",
            "js/live.js",
            "js/spark.js",
            "js/views/alerts.js",
            "js/views/health.js",
            "js/views/incidents.js",
            "js/views/list.js",
            "js/views/models.js",
            "js/views/series.js");

    private Dashboard() {}

    static Pages pages() {
        Pages pages = new Pages().with("/", FOLDER + "index.html");
        for (String file : FILES) {
            pages.with("/dashboard/" + file, FOLDER + file);
        }
        String uplot = "/META-INF/resources/webjars/uplot/" + chartVersion() + "/dist/";
        return pages.with("/dashboard/uplot/uPlot.css", uplot + "uPlot.min.css")
                .with("/dashboard/uplot/uPlot.js", uplot + "uPlot.esm.js");
    }

    /** The version that is on the class path, as its jar says. */
    private static String chartVersion() {
        try (InputStream in = Dashboard.class.getResourceAsStream(CHART)) {
            if (in == null) {
                throw new IllegalStateException(CHART + " must be on the class path");
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
