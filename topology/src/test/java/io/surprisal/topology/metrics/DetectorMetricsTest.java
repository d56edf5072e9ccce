package io.surprisal.topology.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.surprisal.model.detect.Explanation;
import io.surprisal.model.detect.Rejection;
import io.surprisal.model.detect.Verdict;
import io.surprisal.topology.input.Unreadable;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectorMetricsTest {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final DetectorMetrics metrics = new DetectorMetrics(registry);

    @Test
    void showsEveryKindFromTheStartSoThatRatesBeginAtZero() {
        assertThat(registry.scrape())
                .contains("surprisal_observations_total{verdict=\"warming_up\"} 0.0")
                .contains("surprisal_dead_letters_total{cause=\"unknown_schema\"} 0.0")
                .contains("surprisal_alerts_total 0.0");
    }

    @Test
    void countsScoresInTheirBuckets() {
        metrics.judged(scored(0.2, false), false, 40);
        metrics.judged(scored(0.5, true), false, 40);
        metrics.judged(scored(0.8, false), true, 40);
        metrics.judged(ruledOut(), false, 40);

        assertThat(registry.scrape())
                .contains("surprisal_score_percent_bucket{le=\"10.0\"} 0")
                .contains("surprisal_score_percent_bucket{le=\"30.0\"} 1")
                .contains("surprisal_score_percent_bucket{le=\"50.0\"} 2")
                .contains("surprisal_score_percent_bucket{le=\"87.5\"} 4")
                .contains("surprisal_observations_total{verdict=\"normal\"} 1.0")
                .contains("surprisal_observations_total{verdict=\"anomalous\"} 3.0")
                .contains("surprisal_alerts_total 1.0")
                .contains("surprisal_alerts_ruled_out_total 1.0")
                .contains("surprisal_version_fallbacks_total 1.0");
    }

    @Test
    void countsDeadLettersByTheRuleThatTheRecordBreaks() {
        metrics.judged(new Verdict.Rejected(Rejection.NOT_FINITE, "cpu"), false, 40);
        metrics.unreadable(Unreadable.Cause.MALFORMED);

        assertThat(registry.scrape())
                .contains("surprisal_dead_letters_total{cause=\"not_finite\"} 1.0")
                .contains("surprisal_dead_letters_total{cause=\"malformed\"} 1.0")
                .contains("surprisal_dead_letters_total{cause=\"too_large\"} 0.0");
    }

    @Test
    void countsEveryVerdictOnceSoThatTheSumsHold() {
        for (int time = 0; time < 3; time++) {
            judgeOneOfEachKind();
        }
        for (Unreadable.Cause cause : Unreadable.Cause.values()) {
            metrics.unreadable(cause);
        }

        double observations = sum("surprisal.observations");
        double unreadable = sum("surprisal.unreadable");
        assertThat(observations).isEqualTo(3 * 8);
        assertThat(unreadable).isEqualTo(Unreadable.Cause.values().length);
        assertThat(sum("surprisal.records")).isEqualTo(observations + unreadable);
        assertThat(sum("surprisal.dead.letters")).isEqualTo(unreadable + verdict("rejected"));
        assertThat(registry.get("surprisal.latency").summary().count()).isEqualTo((long) observations);
        assertThat(registry.get("surprisal.score").summary().count())
                .isEqualTo((long) (verdict("normal") + verdict("anomalous")));
    }

    @Test
    void takesAnEventTimeThatIsAheadForNoLatency() {
        metrics.judged(scored(0.2, false), false, -3_600_000);

        assertThat(registry.scrape()).contains("surprisal_latency_milliseconds_bucket{le=\"50.0\"} 1");
    }

    private void judgeOneOfEachKind() {
        for (Verdict verdict : List.of(
                scored(0.2, false),
                scored(0.8, true),
                new Verdict.WarmingUp(3),
                new Verdict.Missing(),
                new Verdict.Duplicate(),
                new Verdict.Late(false),
                new Verdict.Redelivered(),
                new Verdict.Rejected(Rejection.TOO_LARGE, "cpu"))) {
            metrics.judged(verdict, false, 40);
        }
    }

    private double verdict(String verdict) {
        return registry.get("surprisal.observations")
                .tag("verdict", verdict)
                .counter()
                .count();
    }

    private double sum(String name) {
        return registry.get(name).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static Verdict scored(double score, boolean alert) {
        return new Verdict.Scored(1, 1, score, Verdict.THRESHOLD, alert, false, false, Explanation.NONE);
    }

    private static Verdict ruledOut() {
        return new Verdict.Scored(1, 1, 0.8, Verdict.THRESHOLD, false, true, false, Explanation.NONE);
    }
}
