package io.surprisal.trainer.exchange;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.trainer.exchange.tensor.RefusedImportException;
import io.surprisal.trainer.exchange.tensor.Tensor;
import io.surprisal.trainer.exchange.tensor.TensorSource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorMappingTest {

    private static final TensorSource SOURCE = new Tensors(Map.of(
            "enc.weight_ih_l0", new Tensor(List.of(2, 3), new float[] {1, 2, 3, 4, 5, 6}),
            "enc.bias_ih_l0", new Tensor(List.of(2), new float[] {7, 8}),
            "other", new Tensor(List.of(1), new float[] {9})));

    @Test
    void givesWholeModulesAnotherName() throws IOException {
        TensorSource mapped = mapping("rnn.* = enc.*").apply(SOURCE);

        assertThat(mapped.names()).containsExactlyInAnyOrder("rnn.weight_ih_l0", "rnn.bias_ih_l0", "other");
        assertThat(mapped.values("rnn.bias_ih_l0")).containsExactly(7, 8);
    }

    @Test
    void anExactNameCountsBeforeABeginning() {
        TensorSource mapped =
                mapping("rnn.* = enc.*", "head.bias = enc.bias_ih_l0").apply(SOURCE);

        assertThat(mapped.names()).containsExactlyInAnyOrder("rnn.weight_ih_l0", "head.bias", "other");
    }

    @Test
    void transposesWhereItIsTold() throws IOException {
        TensorSource mapped =
                mapping("# a comment", "", "k = enc.weight_ih_l0 transposed").apply(SOURCE);

        assertThat(mapped.shape("k")).containsExactly(3, 2);
        assertThat(mapped.values("k")).containsExactly(1, 4, 2, 5, 3, 6);
    }

    @ParameterizedTest
    @CsvSource({
        "rnn.weight, 'line 1: must be ''our name = name in the file'''",
        "'= x', line 1: must be",
        "rnn.* = enc, line 1: must have * at the end of both names",
    })
    void refusesALineThatIsNoRule(String line, String reason) {
        assertThatThrownBy(() -> mapping(line))
                .isInstanceOf(RefusedImportException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void refusesToSayTheSameTwice() {
        assertThatThrownBy(() -> mapping("a = b", "a = c")).hasMessageContaining("line 2: a is there twice");
    }

    @Test
    void namesWhatTheFileHasWhereARuleNamesSomethingElse() {
        assertThatThrownBy(() -> mapping("rnn.* = encoder.*").apply(SOURCE))
                .isInstanceOf(RefusedImportException.class)
                .hasMessageContaining("rnn.* = encoder.*")
                .hasMessageContaining("enc.weight_ih_l0[2, 3]");
    }

    private static TensorMapping mapping(String... lines) {
        return TensorMapping.of(List.of(lines), "names.txt");
    }

    private record Tensors(Map<String, Tensor> tensors) implements TensorSource {

        @Override
        public Set<String> names() {
            return tensors.keySet();
        }

        @Override
        public List<Integer> shape(String name) {
            return requireNonNull(tensors.get(name)).shape();
        }

        @Override
        public float[] values(String name) {
            return requireNonNull(tensors.get(name)).values().clone();
        }
    }
}
