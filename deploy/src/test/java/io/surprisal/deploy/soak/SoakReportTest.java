package io.surprisal.deploy.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SoakReportTest {

    private static final int RATE = 1_000;

    @Test
    void findsNothingWhereAllIsFlat() {
        assertThat(report(0, 0, RATE).faults()).isEmpty();
    }

    @Test
    void findsMemoryThatGrows() {
        assertThat(report(2, 0, RATE).faults())
                .singleElement()
                .asString()
                .startsWith("heap in use grew from 73.0 to 93.0 MB");
    }

    @Test
    void findsLagThatGrows() {
        assertThat(report(0, 200, RATE).faults())
                .singleElement()
                .asString()
                .startsWith("the lag grew from 2900 to 4900");
    }

    @Test
    void findsThatThePaceIsNotHeld() {
        assertThat(report(0, 0, 900).faults())
                .containsExactly("only 900 of 1000 observations a second were judged at the end");
    }

    @Test
    void passesOverTheWarmUp() {
        List<SoakSample> samples = IntStream.range(0, 30)
                .mapToObj(n -> sample(n, n < 10 ? 10 * n : 100, 0, RATE))
                .toList();

        assertThat(new SoakReport(OptionalInt.empty(), RATE, 1, 1, 0, samples).faults())
                .isEmpty();
    }

    private static SoakReport report(double heapStep, double lagStep, double perSecond) {
        List<SoakSample> samples = IntStream.range(0, 30)
                .mapToObj(n -> sample(n, 44 + heapStep * n, lagStep * n, perSecond))
                .toList();
        return new SoakReport(OptionalInt.empty(), RATE, 1, 1, 0, samples);
    }

    private static SoakSample sample(int n, double heap, double lag, double perSecond) {
        return new SoakSample(n, perSecond, lag, 400, heap, 30, 50, 40, 100, 1);
    }
}
