package io.surprisal.deploy.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CapacityPlanTest {

    @Test
    void growsWithSeriesWhereSeriesCountAndWithTheRateWhereThatCounts() {
        CapacityPlan small = CapacityPlan.of(new Deployment(1_000_000, 1_000, 1, 6));
        CapacityPlan moreSeries = CapacityPlan.of(new Deployment(2_000_000, 1_000, 1, 6));
        CapacityPlan faster = CapacityPlan.of(new Deployment(1_000_000, 2_000, 1, 6));

        assertThat(moreSeries.diskBytes()).isEqualTo(2 * small.diskBytes());
        assertThat(moreSeries.restoreSeconds()).isEqualTo(2 * small.restoreSeconds());
        assertThat(moreSeries.applicationCores()).isEqualTo(small.applicationCores());
        assertThat(faster.applicationCores()).isEqualTo(2 * small.applicationCores());
        assertThat(faster.changelogBytesPerSecond()).isEqualTo(2 * small.changelogBytesPerSecond());
        assertThat(faster.diskBytes()).isEqualTo(small.diskBytes());
    }

    @Test
    void knowsTheStateOfSeveralFeatures() {
        assertThat(CapacityPlan.of(new Deployment(1, 1, 38, 6)).stateBytes()).isEqualTo(15_724);
    }

    @Test
    void refusesADeploymentWithoutSeriesNamingTheNumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Deployment(0, 1, 1, 1))
                .withMessageStartingWith("keys must be 1");
    }
}
