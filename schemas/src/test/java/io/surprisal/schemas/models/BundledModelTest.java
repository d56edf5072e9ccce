package io.surprisal.schemas.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.surprisal.model.ModelSnapshot;
import org.junit.jupiter.api.Test;

class BundledModelTest {

    @Test
    void saysThatABuildHasNone() {
        assertThatThrownBy(() -> BundledModel.load("another.avro"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("this build has no bundled model")
                .hasMessageContaining("another.avro");
    }

    @Test
    void isAModelThatMayBeUsedForAnySetOfFeatures() {
        assumeThat(BundledModel.class.getResource("default-model.avro"))
                .as("the bundled model")
                .isNotNull();

        ModelSnapshot model = ModelCodec.fromFile(BundledModel.load());

        assertThat(model.spec().features()).isEmpty();
        assertThat(model.spec().covariates()).isEmpty();
    }
}
