package io.surprisal.trainer.train.page;

import io.surprisal.trainer.report.Chart;
import io.surprisal.trainer.report.Interval;
import io.surprisal.trainer.report.Markup;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** The losses of a training as two charts. */
final class LossSection {

    private static final int HEIGHT = 180;

    private final LossHistory losses;

    LossSection(LossHistory losses) {
        this.losses = losses;
    }

    String html() {
        if (losses.training().isEmpty() && losses.validation().isEmpty()) {
            return Markup.paragraph("", "Nothing was trained.");
        }
        return legend() + total() + byHorizon();
    }

    private static String legend() {
        return Markup.paragraph(
                        "",
                        "Mean negative log likelihood by epochs: above, all horizons together; below, the validation of"
                                + " each horizon.")
                + "<p class=\"legend\"><span><i class=\"swatch value\"></i> training</span>"
                + "<span><i class=\"swatch second\"></i> validation, all or next row</span>"
                + "<span><i class=\"swatch third\"></i> 24 rows ahead</span>"
                + "<span><i class=\"swatch fourth\"></i> 96 rows ahead</span></p>\n";
    }

    private String total() {
        double[] x =
                losses.training().stream().mapToDouble(LossHistory.Point::epoch).toArray();
        double[] y =
                losses.training().stream().mapToDouble(LossHistory.Point::loss).toArray();
        double[] validation = ofHorizon(one -> one.loss().total());
        return new Chart("loss of training and validation by epoch", epochs(), around(y, validation), HEIGHT)
                .title("all")
                .curve("value", x, y)
                .curve("second", validationEpochs(), validation)
                .numberTicks(10)
                .svg();
    }

    private String byHorizon() {
        double[] next = ofHorizon(one -> one.loss().next());
        double[] rows24 = ofHorizon(one -> one.loss().rows24());
        double[] rows96 = ofHorizon(one -> one.loss().rows96());
        return new Chart("validation loss of each horizon by epoch", epochs(), around(next, rows24, rows96), HEIGHT)
                .title("by horizon")
                .curve("second", validationEpochs(), next)
                .curve("third", validationEpochs(), rows24)
                .curve("fourth", validationEpochs(), rows96)
                .numberTicks(10)
                .svg();
    }

    private double[] ofHorizon(ToDoubleFunction<LossHistory.Validation> loss) {
        return losses.validation().stream().mapToDouble(loss).toArray();
    }

    private double[] validationEpochs() {
        return losses.validation().stream()
                .mapToDouble(LossHistory.Validation::epoch)
                .toArray();
    }

    private Interval epochs() {
        double last = DoubleStream.concat(
                        losses.training().stream().mapToDouble(LossHistory.Point::epoch),
                        DoubleStream.of(validationEpochs()))
                .max()
                .orElse(1);
        return new Interval(0, Math.max(last, 1));
    }

    private static Interval around(double[]... curves) {
        List<Double> all = List.of(curves).stream()
                .flatMapToDouble(DoubleStream::of)
                .sorted()
                .boxed()
                .toList();
        return all.isEmpty()
                ? Interval.around(Double.NaN, Double.NaN)
                : Interval.around(all.get(0), all.get(all.size() - 1));
    }
}
