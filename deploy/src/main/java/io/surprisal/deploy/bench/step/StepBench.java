package io.surprisal.deploy.bench.step;

import io.surprisal.deploy.bench.figures.Extent;
import io.surprisal.deploy.bench.figures.Figures;
import io.surprisal.deploy.bench.figures.SpeedPart;
import io.surprisal.deploy.bench.timing.AlternatingRounds;
import io.surprisal.deploy.bench.timing.Timings;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.schemas.models.BundledModel;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.trainer.Progress;
import java.time.Duration;

/**
 * One observation through the detector with the model that ships: alone, beside its own LSTM step, beside an update of a
 * Random Cut Forest, and what its parts take.
 */
public final class StepBench implements SpeedPart {

    private static final int MANY_FEATURES = 38;

    @Override
    public void run(Extent extent, Figures figures, Progress progress) {
        progress.begin("detector beside Random Cut Forest", 1);
        ModelSnapshot model = ModelCodec.fromFile(BundledModel.load());
        SeriesRows one = new SeriesRows(model, 1);
        // Parts change what they work on, so they have states of their own.
        StepParts parts = new StepParts(model, new SeriesRows(model, 1));
        Forest forest = new Forest();
        Duration warmUp = extent.of(Duration.ofMillis(20), Duration.ofMillis(700), Duration.ofMillis(3000));
        Timings timings = new AlternatingRounds(warmUp, extent.of(2, 15, 31))
                .add("detector_univariate", one::run)
                .add("plain_univariate", parts::network)
                .add("forecast_univariate", parts::forecast)
                .add("copy_univariate", parts::copy)
                .add("codec_univariate", parts::codec)
                .add("channels_univariate", parts::channels)
                .add("normaliser_univariate", parts::normaliser)
                .add("rcf", forest::run)
                .run();
        put(timings, figures);
        figures.put("state_bytes_univariate", one.stateBytes());
        // After all else: an application has one set of features, and its code is compiled for that.
        SeriesRows several = new SeriesRows(model, MANY_FEATURES);
        Timings many = new AlternatingRounds(warmUp, extent.of(2, 9, 21))
                .add("detector_38_features", several::run)
                .run();
        figures.put("detector_38_features_ns", many.nanos("detector_38_features"));
        figures.put("state_bytes_38_features", several.stateBytes());
        progress.advance(1);
        progress.end("%.0f ns with one feature, %.0f with %d (scores add up to %.0f)"
                .formatted(
                        timings.nanos("detector_univariate"),
                        many.nanos("detector_38_features"),
                        MANY_FEATURES,
                        one.sum() + several.sum() + parts.sum() % 1 + forest.sum() % 1));
    }

    private static void put(Timings timings, Figures figures) {
        String whole = "detector_univariate";
        for (String name : new String[] {
            whole,
            "plain_univariate",
            "forecast_univariate",
            "copy_univariate",
            "codec_univariate",
            "channels_univariate",
            "normaliser_univariate",
            "rcf"
        }) {
            figures.put(name + "_ns", timings.nanos(name));
        }
        figures.put("detector_over_plain_univariate", timings.ratio(whole, "plain_univariate"));
        figures.put("codec_over_plain_univariate", timings.ratio("codec_univariate", "plain_univariate"));
        figures.put("rcf_over_detector", timings.ratio("rcf", whole));
        double forecast = timings.ratio("forecast_univariate", whole);
        double copy = timings.ratio("copy_univariate", whole);
        double codec = timings.ratio("codec_univariate", whole);
        double channels = timings.ratio("channels_univariate", whole);
        double normaliser = timings.ratio("normaliser_univariate", whole);
        figures.put("share_network", timings.ratio("plain_univariate", whole));
        figures.put("share_head_and_moments", forecast - timings.ratio("plain_univariate", whole));
        figures.put("share_copy", copy);
        figures.put("share_codec", codec);
        figures.put("share_channels", channels);
        figures.put("share_normaliser", normaliser);
        figures.put("share_profile_clock_verdict", 1 - forecast - copy - codec - channels - normaliser);
    }
}
