package io.surprisal.trainer.recognize;

import io.surprisal.model.ModelSnapshot;
import io.surprisal.model.ModelSpec;
import io.surprisal.model.recognition.RecognitionHead;
import io.surprisal.trainer.bench.SideBySide;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Asks heads about alerts of series that they were not trained on: of several folders each is left out once; of one, a fifth of
 * its series. Made-up series are learned from and not asked about, unless there are no others.
 */
final class CrossValidation {

    private static final int PARTS = 5;

    private final ModelSnapshot model;
    private final List<AlertExample> examples;
    private final Map<AlertExample, String> parts = new LinkedHashMap<>();

    CrossValidation(ModelSnapshot model, List<AlertExample> examples) {
        this.model = model;
        this.examples = examples;
        boolean real = examples.stream().anyMatch(example -> !example.isMadeUp());
        List<AlertExample> asked = examples.stream()
                .filter(example -> !real || !example.isMadeUp())
                .toList();
        boolean several = asked.stream().map(AlertExample::folder).distinct().count() > 1;
        List<String> series =
                asked.stream().map(AlertExample::series).distinct().toList();
        for (AlertExample example : asked) {
            parts.put(example, several ? example.folder() : "" + series.indexOf(example.series()) % PARTS);
        }
    }

    /** How it divides them, in words. */
    String description() {
        long count = parts.values().stream().distinct().count();
        boolean folders =
                parts.keySet().stream().map(AlertExample::folder).distinct().count() > 1;
        return folders
                ? "each of " + count + " folders left out once"
                : "each series left out once, in " + count + " parts";
    }

    /**
     * The answers of heads that know these kinds.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    List<HeldBackAnswer> ask(List<String> kinds, long seed, InputsRead read) throws InterruptedException {
        List<Callable<List<HeldBackAnswer>>> work = new ArrayList<>();
        for (String part : parts.values().stream().distinct().toList()) {
            work.add(() -> ask(part, kinds, new HeadTraining(model, kinds, seed, read)));
        }
        return SideBySide.run(work).stream().flatMap(List::stream).toList();
    }

    /** The answers about alerts of a kind of a head that was shown all others and none of this kind. */
    List<HeldBackAnswer> askUnseen(List<String> kinds, String unseen, long seed) {
        List<String> rest = kinds.stream().filter(kind -> !kind.equals(unseen)).toList();
        List<AlertExample> seen = examples.stream()
                .filter(example -> !example.kind().equals(unseen))
                .toList();
        RecognitionHead head = RecognitionHead.of(new HeadTraining(model, rest, seed, InputsRead.ALL).train(seen, 0));
        return parts.keySet().stream()
                .filter(example -> example.kind().equals(unseen))
                .map(example -> answer(example, rest, head.probabilities(example.inputs())))
                .toList();
    }

    private List<HeldBackAnswer> ask(String part, List<String> kinds, HeadTraining training) {
        List<AlertExample> seen = examples.stream()
                .filter(example -> !part.equals(parts.get(example)))
                .toList();
        if (seen.isEmpty()) {
            return List.of();
        }
        RecognitionHead head = RecognitionHead.of(training.train(seen, 0));
        return examples.stream()
                .filter(example -> part.equals(parts.get(example)))
                .map(example -> answer(example, kinds, head.probabilities(example.inputs())))
                .toList();
    }

    private static HeldBackAnswer answer(AlertExample example, List<String> kinds, double[] probabilities) {
        int best = 0;
        for (int kind = 1; kind < kinds.size(); kind++) {
            best = probabilities[kind] > probabilities[best] ? kind : best;
        }
        boolean none = probabilities[best] <= probabilities[kinds.size()];
        return new HeldBackAnswer(
                example.kind(), none ? ModelSpec.NONE_OF_THESE : kinds.get(best), probabilities[best]);
    }
}
