package io.surprisal.topology.input;

import io.surprisal.schemas.RegistrySettings;
import io.surprisal.topology.patience.Patience;
import io.surprisal.topology.patience.RegistryPatience;
import io.surprisal.topology.settings.DetectorSettings;
import io.surprisal.topology.settings.Feature;
import io.surprisal.topology.settings.FieldPath;
import io.surprisal.topology.settings.Origin;
import io.surprisal.topology.settings.Transform;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads records by the configured paths. Never throws for what is in a record. Thread-safe. */
public final class InputReader {

    /** Stand in a reading for what the deserializer cannot see. */
    private static final String KEY_OF_RECORD = "";

    private static final long TIME_OF_RECORD = -1;

    private final DetectorSettings.Input settings;
    private final ValueParser parser;
    private final KeyReader keys;

    private InputReader(DetectorSettings.Input settings, ValueParser parser, KeyReader keys) {
        this.settings = settings;
        this.parser = parser;
        this.keys = keys;
    }

    /** Reads as configured; waits for the registry with this patience. */
    public static InputReader of(DetectorSettings.Input settings, RegistrySettings registry, Patience patience) {
        RegistryDecoder decoder = new RegistryDecoder(registry.client(), new RegistryPatience(patience));
        ValueParser parser = switch (settings.format()) {
            case AVRO -> new AvroParser(decoder);
            case JSON -> new JsonParser();
        };
        return new InputReader(settings, parser, new KeyReader(settings.keyFormat(), decoder));
    }

    /** What the value alone says. */
    Arrival read(byte @Nullable [] value) {
        if (value == null) {
            return new Arrival(null, new Unreadable(Unreadable.Cause.NULL_VALUE, "the record has no value"));
        }
        try {
            return new Arrival(value, reading(parser.parse(value)));
        } catch (UnreadableException unreadable) {
            return new Arrival(value, unreadable.toUnreadable());
        }
    }

    /** Adds to an arrival what its value alone does not say. */
    void complete(Arrival arrival, byte @Nullable [] key, SourceCoordinates source) {
        Decoded decoded = arrival.decoded();
        if (decoded instanceof Reading reading) {
            try {
                decoded = whole(reading, key, source);
            } catch (UnreadableException unreadable) {
                decoded = unreadable.toUnreadable();
            }
        }
        arrival.complete(decoded, key, source);
    }

    private Reading reading(Fields fields) throws UnreadableException {
        String series = KEY_OF_RECORD;
        if (settings.seriesKey() instanceof Origin.OfField field) {
            series = series(fields, field.path());
        }
        long eventTimeMs = TIME_OF_RECORD;
        if (settings.eventTime() instanceof Origin.OfField field) {
            eventTimeMs = Scalars.timeMs(fields.at(field.path()), field.path(), settings.eventTimeFormat());
        }
        return new Reading(
                series, eventTimeMs, numbers(fields, settings.features()), numbers(fields, settings.covariates()));
    }

    private static String series(Fields fields, FieldPath path) throws UnreadableException {
        String series = Scalars.key(fields.at(path), path);
        if (series == null) {
            throw new UnreadableException(
                    Unreadable.Cause.SERIES_KEY, path + " must hold the series key: found nothing");
        }
        return KeyReader.checked(series);
    }

    private static double[] numbers(Fields fields, List<Feature> features) throws UnreadableException {
        double[] numbers = new double[features.size()];
        for (int i = 0; i < numbers.length; i++) {
            Feature feature = features.get(i);
            double number = Scalars.number(fields.at(feature.path()), feature.path());
            numbers[i] = feature.transform() == Transform.LOG1P ? log1p(number, feature.path()) : number;
        }
        return numbers;
    }

    private static double log1p(double number, FieldPath path) throws UnreadableException {
        if (number <= -1) {
            throw new UnreadableException(
                    Unreadable.Cause.TRANSFORM, path + " must be above -1 for log1p: found " + number);
        }
        return StrictMath.log1p(number);
    }

    private Reading whole(Reading reading, byte @Nullable [] key, SourceCoordinates source) throws UnreadableException {
        String series = settings.seriesKey().isField() ? reading.series() : keys.read(key);
        long eventTimeMs = settings.eventTime().isField() ? reading.eventTimeMs() : source.timestampMs();
        if (eventTimeMs < 0) {
            throw new UnreadableException(
                    Unreadable.Cause.EVENT_TIME, "the record's timestamp must not be negative: found " + eventTimeMs);
        }
        long aheadMs = eventTimeMs - source.timestampMs();
        if (source.timestampMs() >= 0 && aheadMs > settings.maxAhead().toMillis()) {
            throw new UnreadableException(
                    Unreadable.Cause.EVENT_TIME_AHEAD,
                    "the event time may be at most " + settings.maxAhead() + " ahead of the record's timestamp: it is "
                            + aheadMs + " ms");
        }
        return new Reading(series, eventTimeMs, reading.values(), reading.covariates());
    }
}
