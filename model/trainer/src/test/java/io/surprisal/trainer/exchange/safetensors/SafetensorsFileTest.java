package io.surprisal.trainer.exchange.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surprisal.trainer.exchange.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFileTest {

    private static final String ENTRY = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
    private static final int FUZZED_FILES = 3_000;

    @TempDir
    Path folder;

    @Test
    void readsWhatTheWriterWrote() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("b", new Tensor(List.of(2, 2), new float[] {1, -0f, Float.MIN_VALUE, 4}));
        tensors.put("a", new Tensor(List.of(), new float[] {5}));
        tensors.put("none", new Tensor(List.of(0, 3), new float[0]));
        Path file = folder.resolve("written.safetensors");

        SafetensorsWriter.write(file, tensors, Map.of("format", "pt"));

        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertThat(read.names()).containsExactlyInAnyOrder("a", "b", "none");
            assertThat(read.shape("b")).containsExactly(2, 2);
            assertThat(read.values("b")).containsExactly(1, -0f, Float.MIN_VALUE, 4);
            assertThat(read.values("a")).containsExactly(5);
            assertThat(read.values("none")).isEmpty();
            assertThat(read.metadata()).containsEntry("format", "pt");
        }
    }

    @Test
    void readsHalfAndDoublePrecision() throws IOException {
        String header = "{\"d\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]},"
                + "\"h\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[8,10]},"
                + "\"b\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[10,12]}}";
        ByteBuffer data = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        data.putDouble(0.1).putShort((short) 0x3e00).putShort((short) 0xc040);

        try (SafetensorsFile file = SafetensorsFile.open(write(header, data.array()))) {
            assertThat(file.values("d")).containsExactly(0.1f);
            assertThat(file.values("h")).containsExactly(1.5f);
            assertThat(file.values("b")).containsExactly(-3f);
        }
    }

    @Test
    void readsNoIntegersAsNumbersOfANetwork() throws IOException {
        Path file = write(ENTRY.replace("F32", "I32"), new byte[8]);

        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertThatThrownBy(() -> read.values("a"))
                    .isInstanceOf(SafetensorsException.class)
                    .hasMessageContaining("tensor 'a' must be of F64, F32, F16 or BF16: dtype=I32");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            [1,2]                                                                  | must begin with {
            {"a":                                                                  | must be JSON
            {} {}                                                                  | must be JSON
            {"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}}}                | must be JSON
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{}}          | different names
            {"__metadata__":{"a":1}}                                               | object of strings
            {"a":{"dtype":"F32","shape":[2]}}                                      | must have the fields
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"more":1}}        | must have the fields
            {"a":{"dtype":"F31","shape":[2],"data_offsets":[0,8]}}                 | unknown dtype
            {"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}                | must have dimensions of 0
            {"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}               | must have dimensions of 0
            {"a":{"dtype":"F32","shape":[2000000000,2000000000,2000000000],"data_offsets":[0,8]}} | beyond all files
            {"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,2],"data_offsets":[0,8]}} | at most 8 dimensions
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}                 | must have 8 bytes
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}                | whole numbers, not negative
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,99999999999999999999]}} | whole numbers, not negative
            {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}                 | must have 12 bytes
            {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}                | ends after the file
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}                 | must fill the file
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}                 | without overlap or gap
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | without overlap or gap
            """)
    void refusesAHeaderThatIsNotAsItMustBe(String header, String reason) throws IOException {
        Path file = write(header, new byte[8]);

        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageContaining("cannot read safetensors file " + file)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "9", "100", "9223372036854775807", "-1"})
    void refusesAHeaderLongerThanTheFile(long length) throws IOException {
        Path file = folder.resolve("short.safetensors");
        Files.write(file, littleEndian(length));

        assertThatThrownBy(() -> SafetensorsFile.open(file)).isInstanceOf(SafetensorsException.class);
    }

    @Test
    void refusesAFileWithoutALength() throws IOException {
        Path file = folder.resolve("empty.safetensors");
        Files.write(file, new byte[7]);

        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .isInstanceOf(SafetensorsException.class)
                .hasMessageContaining("bytes=7");
    }

    @Test
    void namesInMessagesHaveNoControlCharactersAndAreShort() throws IOException {
        Path file = write("{\"\\u001b[31m" + "x".repeat(500) + "\":{}}", new byte[0]);

        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .hasMessageContaining("'?[31mxxx")
                .hasMessageContaining("…'")
                .hasMessageNotContaining("\u001b");
    }

    @Test
    void damagedFilesAreReadOrRefusedAndNothingElse() throws IOException {
        Random random = new Random(1);
        byte[] good = Files.readAllBytes(write(
                "{\"__metadata__\":{\"k\":\"v\"},\"a\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
                        + "\"b\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[8,12]}}",
                new byte[12]));
        Path file = folder.resolve("damaged.safetensors");
        int refused = 0;
        for (int round = 0; round < FUZZED_FILES; round++) {
            Files.write(file, damaged(good, random));
            try (SafetensorsFile read = SafetensorsFile.open(file)) {
                for (String name : read.names()) {
                    assertThat(read.values(name)).hasSizeLessThanOrEqualTo(good.length);
                }
            } catch (SafetensorsException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(FUZZED_FILES / 4, FUZZED_FILES);
    }

    private static byte[] damaged(byte[] good, Random random) {
        byte[] bytes = good.clone();
        for (int change = 0; change <= random.nextInt(3); change++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] = (byte) "0123456789{}[]\",:-eE.".charAt(random.nextInt(21));
                case 2 -> bytes = Arrays.copyOf(bytes, at + 1);
                default -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            }
        }
        return bytes;
    }

    private Path write(String header, byte[] data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve("hostile.safetensors");
        Files.write(
                file,
                ByteBuffer.allocate(Long.BYTES + json.length + data.length)
                        .put(littleEndian(json.length))
                        .put(json)
                        .put(data)
                        .array());
        return file;
    }

    private static byte[] littleEndian(long number) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(number)
                .array();
    }
}
