package io.surprisal.topology.api;

import io.surprisal.model.series.SeriesState;
import io.surprisal.topology.http.Answer;
import io.surprisal.topology.http.Call;
import io.surprisal.topology.http.ProblemException;
import io.surprisal.topology.http.ProblemKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Answers a question about one series, wherever it is: here; else at the instance that Kafka's own way of choosing
 * partitions leads to; else, because producers may choose partitions in other ways, at any of the others.
 */
final class SeriesSearch {

    private static final int FOUND = 200;

    private final LocalSeries local;
    private final Instances instances;

    SeriesSearch(LocalSeries local, Instances instances) {
        this.local = local;
        this.instances = instances;
    }

    /**
     * The answer of the instance that has the series.
     *
     * @param here what this instance says of the state, if it has the series
     * @throws ProblemException if no instance has it, or not all could be asked
     */
    Answer answer(Call call, String key, Function<SeriesState, Answer> here) {
        LocalSeries.Found found = local.find(key);
        SeriesState state = found.state();
        if (state != null) {
            return here.apply(state);
        }
        List<String> unsure = new ArrayList<>();
        if (!found.complete()) {
            unsure.add(instances.self().orElse("this instance"));
        }
        if (!call.forwarded()) {
            Optional<Answer> elsewhere = elsewhere(call, key, unsure);
            if (elsewhere.isPresent()) {
                return elsewhere.get();
            }
        }
        throw notFound(key, unsure);
    }

    private Optional<Answer> elsewhere(Call call, String key, List<String> unsure) {
        List<HostInfo> others = new ArrayList<>(instances.others());
        Optional<HostInfo> owner = instances.likelyOwner(key);
        if (owner.isPresent()) {
            others.remove(owner.get());
            Optional<Answer> answer = ask(List.of(owner.get()), call, unsure);
            if (answer.isPresent()) {
                return answer;
            }
        }
        return ask(others, call, unsure);
    }

    private Optional<Answer> ask(List<HostInfo> some, Call call, List<String> unsure) {
        Optional<Answer> best = Optional.empty();
        for (Instances.Reply reply : instances.ask(some, call.target())) {
            Answer answer = reply.answer();
            if (answer == null || answer.status() >= ProblemKind.FAILED.status()) {
                unsure.add(reply.instance());
            } else if (answer.status() == FOUND || answer.status() == ProblemKind.NOT_COMPUTABLE.status()) {
                best = best.filter(each -> each.status() == FOUND).or(() -> Optional.of(answer));
            }
        }
        return best;
    }

    private ProblemException notFound(String key, List<String> unsure) {
        if (!unsure.isEmpty()) {
            return new ProblemException(
                    ProblemKind.UNAVAILABLE,
                    "instances that may have the series do not answer, or their stores are being restored or moved: "
                            + String.join(", ", unsure) + "; ask again in a moment, /api/v1/topology has the progress");
        }
        String where = instances.self().isPresent()
                ? "no instance has a series of this key"
                : "this instance has no series of this key, and knows of no others (http.advertised is not set)";
        return new ProblemException(
                ProblemKind.SERIES_UNKNOWN,
                where + "; /api/v1/series lists the keys, and a series is known from its first observation on: \"" + key
                        + '"');
    }
}
