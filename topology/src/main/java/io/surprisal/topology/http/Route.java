package io.surprisal.topology.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What answers at a path, to one method. Whoever writes needs the token of {@link WriteToken}. */
public final class Route {

    private final Method method;
    private final String template;
    private final List<String> segments;
    private final Function<Call, Answer> answers;

    /**
     * A route that reads, by GET and HEAD.
     *
     * @param template of the path, such as {@code /api/v1/series/{key}}; a variable is one whole segment
     * @param answers throws {@link ProblemException} for what it cannot answer
     */
    public Route(String template, Function<Call, Answer> answers) {
        this(Method.GET, template, answers);
    }

    /**
     * A route.
     *
     * @param method by which it is asked
     * @param template of the path, such as {@code /api/v1/series/{key}}; a variable is one whole segment
     * @param answers throws {@link ProblemException} for what it cannot answer
     */
    public Route(Method method, String template, Function<Call, Answer> answers) {
        this.method = method;
        this.template = template;
        this.segments = segments(template);
        this.answers = answers;
    }

    /** The template of the path. */
    public String template() {
        return template;
    }

    /** By which it is asked. */
    public Method method() {
        return method;
    }

    Answer answer(Call call) {
        return answers.apply(call);
    }

    /**
     * The variables of a path that is this route's.
     *
     * @param path segments, still encoded
     * @throws IllegalArgumentException if it is not percent-encoded UTF-8
     */
    Optional<Map<String, String>> match(List<String> path) {
        if (path.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (int index = 0; index < segments.size(); index++) {
            String segment = segments.get(index);
            if (!segment.startsWith("{")) {
                if (!segment.equals(path.get(index))) {
                    return Optional.empty();
                }
            } else {
                variables.put(segment.substring(1, segment.length() - 1), path.get(index));
            }
        }
        variables.replaceAll((name, encoded) -> PercentText.decode(encoded));
        return Optional.of(variables);
    }

    /** Parts of a path; an encoded slash divides none. */
    static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }
}
