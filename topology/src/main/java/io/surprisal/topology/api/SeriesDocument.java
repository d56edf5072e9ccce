package io.surprisal.topology.api;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.score.Channel;
import io.surprisal.model.series.Normaliser;
import io.surprisal.model.series.SeriesHeader;
import io.surprisal.model.series.SeriesState;
import io.surprisal.topology.http.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that people want to know of a series' state.
 *
 * @param key of the series
 * @param instance that has it; {@code null} where instances have no names
 * @param rows by which the state has advanced
 * @param lastEventTime of its last row; {@code null} where there is none yet
 * @param typicalGapSeconds between two rows
 * @param missingRows rows without any value
 * @param lateRows rows that came too late to count
 * @param clockRetreats times that the series' clock was taken back
 * @param warmUpRowsLeft rows to be seen before the first is scored
 * @param rowsSinceAlert rows since the last one that was part of an incident; {@code null} = none, or very many
 * @param sourcePartition of the last record; {@code null} = unknown
 * @param sourceOffset of the last record; {@code null} = unknown
 * @param model that the state belongs to
 * @param channels questions that are asked of each row
 * @param features what is known of each feature
 * @param formatVersion of the state's bytes
 * @param bytes how many the state has
 */
record SeriesDocument(
        String key,
        @Nullable String instance,
        long rows,
        @Nullable String lastEventTime,
        double typicalGapSeconds,
        long missingRows,
        long lateRows,
        int clockRetreats,
        int warmUpRowsLeft,
        @Nullable Integer rowsSinceAlert,
        @Nullable Integer sourcePartition,
        @Nullable Long sourceOffset,
        Model model,
        List<String> channels,
        List<Feature> features,
        int formatVersion,
        int bytes) {

    /**
     * The model that a state belongs to.
     *
     * @param name of the model; {@code null} where the models topic has it no more
     * @param version of it; {@code null} likewise
     * @param sha256 of its weights
     * @param network kind, layers and units
     * @param aliasEpoch entry of the alias' schedule that named it; 0 for the one that ships
     */
    record Model(@Nullable String name, @Nullable String version, String sha256, String network, long aliasEpoch) {}

    /**
     * What is known of a feature.
     *
     * @param name of the feature; {@code null} where the state is of other features than are configured
     * @param values how many were seen since the scale was last learnt anew
     * @param last value, or the forecast that stood in for it
     * @param centre slow mean of the values
     * @param scale slow standard deviation of the values
     */
    record Feature(
            @Nullable String name,
            long values,
            @Nullable Double last,
            @Nullable Double centre,
            @Nullable Double scale) {}

    /**
     * Decodes a state.
     *
     * @param names of its features, in order; empty where they are not known
     */
    static SeriesDocument of(
            String key,
            @Nullable String instance,
            SeriesState state,
            Optional<ModelSnapshot> model,
            List<String> names) {
        SeriesHeader header = state.header();
        return new SeriesDocument(
                key,
                instance,
                header.rows(),
                SeriesSummary.lastEventTime(header),
                header.typicalGapSeconds(),
                header.missingRows(),
                header.lateRows(),
                header.clockRetreats(),
                header.warmUpRows(),
                SeriesSummary.rowsSinceAlert(header),
                header.sourcePartition() < 0 ? null : header.sourcePartition(),
                header.lastOffset() < 0 ? null : header.lastOffset(),
                new Model(
                        model.map(each -> each.identity().name()).orElse(null),
                        model.map(each -> each.identity().version()).orElse(null),
                        header.modelSha256(),
                        header.network().toString(),
                        header.aliasEpoch()),
                channels(header),
                features(state, names),
                header.formatVersion(),
                state.bytes().length);
    }

    private static List<String> channels(SeriesHeader header) {
        return Arrays.stream(Channel.values())
                .filter(channel -> (header.channelMask() >> channel.index() & 1) == 1)
                .map(channel -> channel.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static List<Feature> features(SeriesState state, List<String> names) {
        List<Feature> features = new ArrayList<>();
        Normaliser normaliser = new Normaliser();
        for (int index = 0; index < state.layout().features(); index++) {
            normaliser.load(state, index);
            boolean seen = normaliser.seen() > 0;
            features.add(new Feature(
                    names.isEmpty() ? null : names.get(index),
                    normaliser.seen(),
                    seen ? Json.finite(normaliser.lastValue()) : null,
                    seen ? Json.finite(normaliser.centre()) : null,
                    seen ? Json.finite(normaliser.scale()) : null));
        }
        return features;
    }
}
