package io.surprisal.trainer.recognize;

import io.surprisal.avro.ModelFile;
import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.schemas.models.ModelCodec;
import io.surprisal.trainer.Progress;
import io.surprisal.trainer.data.BadDataException;
import io.surprisal.trainer.recognize.RecognitionReport.Comparison;
import io.surprisal.trainer.train.ModelLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Gives a model a head that names kinds of incident: makes examples, measures on series that are left out, sets the threshold by
 * what was measured, and trains on all. Network and calibration stay as they are, bit by bit.
 */
public final class RecognitionTraining {

    private static final int FEWEST_ALERTS = 8;
    private static final int FEWEST_SERIES = 2;
    private static final int FEWEST_KINDS = 2;

    private final ExampleSource source;
    private final RecognitionOptions options;
    private final Progress progress;

    /** A training, not begun. */
    public RecognitionTraining(ExampleSource source, RecognitionOptions options, Progress progress) {
        this.source = source;
        this.options = options;
        this.progress = progress;
    }

    /**
     * What came of it.
     *
     * @param file the model with its head
     * @param report what was measured on what was left out
     * @param leftOut kinds with too few alerts, and how many they had
     */
    public record Trained(ModelFile file, RecognitionReport report, Map<String, Long> leftOut) {}

    /**
     * Trains.
     *
     * @param base the model
     * @param label what is written on the result; its name is the model's own
     * @throws BadDataException if the data cannot be read, or there are too few alerts to learn from
     * @throws InterruptedException if the thread is interrupted
     */
    public Trained run(ModelFile base, ModelLabel label) throws InterruptedException {
        ModelSnapshot model = ModelCodec.fromFile(base);
        List<AlertExample> all = source.read(model, progress).stream()
                .filter(example -> !source.injects() || !example.kind().equals(InjectedNames.OTHER))
                .toList();
        Map<String, Long> leftOut = scarce(all);
        List<AlertExample> examples = all.stream()
                .filter(example -> !leftOut.containsKey(example.kind()))
                .toList();
        List<String> kinds = kinds(examples);
        if (kinds.size() < FEWEST_KINDS) {
            throw new BadDataException("at least " + FEWEST_KINDS + " kinds need " + FEWEST_ALERTS + " alerts in "
                    + FEWEST_SERIES + " series or more: " + counts(all));
        }
        CrossValidation validation = new CrossValidation(model, examples);
        List<HeldBackAnswer> answers = ask(validation, kinds, InputsRead.ALL);
        float threshold = NamingThreshold.of(answers, options.precision());
        RecognitionReport report = report(validation, answers, kinds, threshold);
        progress.begin("training on all", 1);
        ModelSnapshot headed =
                new HeadTraining(model, kinds, options.seed(), InputsRead.ALL).train(examples, threshold);
        progress.advance(1);
        progress.end(examples.size() + " alerts of " + kinds.size() + " kinds");
        long incidents =
                examples.stream().filter(example -> !example.isFalseAlarm()).count();
        return new Trained(new HeadedModel(base, headed).file(label, source, report, incidents), report, leftOut);
    }

    private static List<String> kinds(List<AlertExample> examples) {
        List<String> kinds = examples.stream()
                .filter(example -> !example.isFalseAlarm())
                .map(AlertExample::kind)
                .distinct()
                .sorted()
                .toList();
        if (kinds.size() > ModelSpec.MAX_KINDS) {
            throw new BadDataException("a head knows at most " + ModelSpec.MAX_KINDS + " kinds: kinds=" + kinds.size());
        }
        return kinds;
    }

    private static Map<String, Long> counts(List<AlertExample> examples) {
        return examples.stream()
                .filter(example -> !example.isFalseAlarm())
                .collect(Collectors.groupingBy(AlertExample::kind, TreeMap::new, Collectors.counting()));
    }

    /** Kinds that cannot be learned and held back both. */
    private static Map<String, Long> scarce(List<AlertExample> examples) {
        Map<String, Long> scarce = counts(examples);
        Map<String, Long> series = examples.stream()
                .collect(Collectors.groupingBy(
                        AlertExample::kind,
                        Collectors.collectingAndThen(
                                Collectors.mapping(AlertExample::series, Collectors.toSet()),
                                names -> (long) names.size())));
        scarce.entrySet()
                .removeIf(each ->
                        each.getValue() >= FEWEST_ALERTS && series.getOrDefault(each.getKey(), 0L) >= FEWEST_SERIES);
        return scarce;
    }

    private List<HeldBackAnswer> ask(CrossValidation validation, List<String> kinds, InputsRead read)
            throws InterruptedException {
        progress.begin("asking about what was left out", 1);
        List<HeldBackAnswer> answers = validation.ask(kinds, options.seed(), read);
        progress.advance(1);
        progress.end(answers.size() + " alerts, " + read.text());
        return answers;
    }

    private RecognitionReport report(
            CrossValidation validation, List<HeldBackAnswer> answers, List<String> kinds, float threshold)
            throws InterruptedException {
        Confusion confusion = new Confusion(kinds);
        answers.forEach(answer -> confusion.add(answer.truth(), answer.name(threshold)));
        List<Comparison> comparisons = options.thorough() ? comparisons(validation, kinds, threshold) : List.of();
        return new RecognitionReport(
                validation.description(), threshold, confusion, likeliestRight(answers), comparisons);
    }

    private List<Comparison> comparisons(CrossValidation validation, List<String> kinds, float threshold)
            throws InterruptedException {
        List<Comparison> comparisons = new ArrayList<>();
        for (InputsRead read : List.of(InputsRead.HIDDEN_STATE, InputsRead.STATISTICS)) {
            comparisons.add(new Comparison(
                    "the likeliest kind is right, " + read.text(), likeliestRight(ask(validation, kinds, read))));
        }
        progress.begin("leaving out a kind", kinds.size());
        for (String unseen : kinds) {
            comparisons.add(new Comparison(
                    ModelSpec.NONE_OF_THESE + ", never having seen " + unseen,
                    share(validation.askUnseen(kinds, unseen, options.seed()), answer -> !answer.isNamed(threshold))));
            progress.advance(1);
        }
        progress.end(kinds.size() + " kinds");
        return comparisons;
    }

    private static double likeliestRight(List<HeldBackAnswer> answers) {
        return share(
                answers.stream()
                        .filter(answer -> !answer.truth().equals(AlertExample.FALSE_ALARM))
                        .toList(),
                HeldBackAnswer::isRight);
    }

    private static double share(List<HeldBackAnswer> answers, Function<HeldBackAnswer, Boolean> counts) {
        return Confusion.share((int) answers.stream().filter(counts::apply).count(), answers.size());
    }
}
