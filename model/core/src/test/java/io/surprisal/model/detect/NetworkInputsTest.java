package io.surprisal.model.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.surprisal.model.VersionChange;
import io.surprisal.model.forecast.InputLayout;
import org.junit.jupiter.api.Test;

class NetworkInputsTest {

    @Test
    void takesRowsBeforeAFeaturesFirstOneAsYoungAsCanBe() {
        NetworkInputs inputs = new NetworkInputs();
        float[] values = new float[Networks.spec(VersionChange.REPLAY).inputSize()];

        inputs.fillYouth(-60, values);

        assertThat(values[InputLayout.YOUTH]).isEqualTo(1);
    }
}
