package io.surprisal.schemas;

import io.surprisal.avro.AliasEntry;
import io.surprisal.avro.AliasSchedule;
import io.surprisal.avro.Anomaly;
import io.surprisal.avro.CalibrationSummary;
import io.surprisal.avro.ChannelScore;
import io.surprisal.avro.DeadLetter;
import io.surprisal.avro.Direction;
import io.surprisal.avro.FeatureReading;
import io.surprisal.avro.Maintenance;
import io.surprisal.avro.ModelManifest;
import io.surprisal.avro.ModelsRecord;
import io.surprisal.avro.NetworkSpec;
import io.surprisal.avro.Observation;
import io.surprisal.avro.PolicyEntry;
import io.surprisal.avro.PolicySchedule;
import io.surprisal.avro.Provenance;
import io.surprisal.avro.RouteEntry;
import io.surprisal.avro.RouteSchedule;
import io.surprisal.avro.Score;
import io.surprisal.avro.TensorEntry;
import io.surprisal.avro.VerdictKind;
import io.surprisal.avro.WeightsChunk;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One value of each contract, with every field set. */
public final class Examples {

    /** The SHA-256 of nothing. */
    public static final String SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static final Instant TIME = Instant.ofEpochMilli(1_750_000_000_123L);

    private Examples() {}

    public static Observation observation() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("cpu", 0.5);
        values.put("mem", null);
        return new Observation("web-1", TIME, Collections.unmodifiableMap(values));
    }

    public static Anomaly anomaly() {
        return Anomaly.newBuilder()
                .setAlertId("observations-3-42")
                .setSeries("web-1")
                .setEventTime(TIME)
                .setScore(0.75)
                .setThreshold(0.5)
                .setNominalRate(1e-6)
                .setChannels(List.of(new ChannelScore("surprise", 0.5), new ChannelScore("level", 0.25)))
                .setFeatures(List.of(
                        new FeatureReading("cpu", 0.97, 0.5, 0.02, 1.0, false),
                        new FeatureReading("mem", null, 0.25, null, 0.0, true)))
                .setDirection(Direction.ABOVE)
                .setModelName("default")
                .setModelVersion("1")
                .setModelSha256(SHA256)
                .setVersionFallback(true)
                .setImputed(true)
                .setForecastModel(SHA256)
                .setSourcePartition(3)
                .setSourceOffset(42L)
                .build();
    }

    public static Score score() {
        return Score.newBuilder()
                .setSeries("web-1")
                .setEventTime(TIME)
                .setScore(0.25)
                .setAlert(false)
                .setThreshold(0.5)
                .setNominalRate(0.057)
                .setVerdict(VerdictKind.SCORED)
                .setImputed(true)
                .setModelName("default")
                .setModelVersion("1")
                .setModelSha256(SHA256)
                .setVersionFallback(true)
                .setSourcePartition(3)
                .setSourceOffset(42L)
                .build();
    }

    public static DeadLetter deadLetter() {
        return DeadLetter.newBuilder()
                .setSourceTopic("observations")
                .setSourcePartition(3)
                .setSourceOffset(42)
                .setSourceTimestamp(TIME)
                .setKey(ByteBuffer.wrap(new byte[] {1, 2}))
                .setKeyLength(2)
                .setCauseClass("java.lang.IllegalArgumentException")
                .setCauseMessage("cpu must be a number: 'x'")
                .setPayload(ByteBuffer.wrap(new byte[] {3, 4, 5}))
                .setTruncated(false)
                .setLength(3)
                .setSha256(SHA256)
                .setWhen(TIME)
                .build();
    }

    /** A record as no key allows: all kinds at once. */
    public static ModelsRecord modelsRecord() {
        return new ModelsRecord(
                manifest(),
                new WeightsChunk(SHA256, 7, ByteBuffer.wrap(new byte[] {1, 2, 3})),
                new AliasSchedule(
                        List.of(new AliasEntry(1L, TIME, SHA256, "default", "1", TIME, 100.0, "ops", "first"))),
                new PolicySchedule(List.of(new PolicyEntry(1L, TIME, Map.of("mute", "true"), TIME, "ops", "noise"))),
                new RouteSchedule(List.of(new RouteEntry(1L, TIME, "default", TIME, "ops", "all of it"))),
                new Maintenance("web-*", TIME, TIME.plusMillis(1), TIME, "ops", "update"));
    }

    public static ModelManifest manifest() {
        return ModelManifest.newBuilder()
                .setName("default")
                .setVersion("1")
                .setSha256(SHA256)
                .setParentSha256(SHA256)
                .setSpec(new NetworkSpec("lstm", 1, 32, List.of("cpu"), List.of("load"), "keep", List.of()))
                .setEncoding("float32-le")
                .setWeightsLength(8)
                .setChunkSize(4)
                .setChunkCount(2)
                .setTensors(List.of(new TensorEntry("head.bias", List.of(2), 0L)))
                .setCalibration(new CalibrationSummary(40, 0.5f, 100_000L, List.of("clean"), "a text"))
                .setProvenance(new Provenance("ops", TIME, "two sets", "surprisal train", 7L, "0.1.0", "1"))
                .setSignature(ByteBuffer.wrap(new byte[] {9}))
                .setSignatureKeyId("key")
                .build();
    }
}
