package io.surprisal.topology.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.surprisal.model.detect.Explanation;
import io.surprisal.model.detect.Rejection;
import io.surprisal.model.detect.Verdict;
import io.surprisal.topology.input.Unreadable;
import org.junit.jupiter.api.Test;

class DetectorMetricsTest {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final DetectorMetrics metrics = new DetectorMetrics(registry);

    @Test
    void showsEveryKindFromTheStartSoThatRatesBeginAtZero() {
        assertThat(registry.scrape())
                .contains("surprisal_observations_total{verdict=\"warming_up\"} 0.0")
                .contains("surprisal_unreadable_total{cause=\"unknown_schema\"} 0.0")
                .contains("surprisal_alerts_total 0.0");
    }

    @Test
    void countsScoresInTheirBuckets() {
        metrics.judged(scored(0.2, false), false);
        metrics.judged(scored(0.5, true), false);
        metrics.judged(scored(0.8, false), true);
        metrics.judged(ruledOut(), false);

        assertThat(registry.scrape())
                .contains("surprisal_score_percent_bucket{le=\"10.0\"} 0")
                .contains("surprisal_score_percent_bucket{le=\"25.0\"} 1")
                .contains("surprisal_score_percent_bucket{le=\"50.0\"} 2")
                .contains("surprisal_score_percent_bucket{le=\"87.5\"} 4")
                .contains("surprisal_observations_total{verdict=\"normal\"} 1.0")
                .contains("surprisal_observations_total{verdict=\"anomalous\"} 3.0")
                .contains("surprisal_alerts_total 1.0")
                .contains("surprisal_alerts_ruled_out_total 1.0")
                .contains("surprisal_version_fallbacks_total 1.0");
    }

    @Test
    void countsWhatIsRejectedOrUnreadableAmongTheDeadLetters() {
        metrics.judged(new Verdict.Rejected(Rejection.NOT_FINITE, "cpu"), false);
        metrics.unreadable(Unreadable.Cause.MALFORMED);

        assertThat(registry.scrape())
                .contains("surprisal_records_total 2.0")
                .contains("surprisal_dead_letters_total 2.0");
    }

    private static Verdict scored(double score, boolean alert) {
        return new Verdict.Scored(1, 1, score, Verdict.THRESHOLD, alert, false, false, Explanation.NONE);
    }

    private static Verdict ruledOut() {
        return new Verdict.Scored(1, 1, 0.8, Verdict.THRESHOLD, false, true, false, Explanation.NONE);
    }
}
