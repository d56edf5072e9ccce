package io.surprisal.topology.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The highest latest scores of the series of this instance: up to 500 of each task, in memory. What was scored before the
 * instance had the task is not known. Thread-safe.
 */
public final class LatestScores {

    /** How many it tells of at most. */
    public static final int MOST = TaskScores.KEPT;

    /** The order of a list; where two are equal, by their keys. */
    static final Comparator<LatestScore> HIGHEST_FIRST =
            Comparator.comparingDouble(LatestScore::score).reversed().thenComparing(LatestScore::series);

    private final Set<TaskScores> tasks = ConcurrentHashMap.newKeySet();

    /** Of a task that begins; told of until it is removed. */
    TaskScores add() {
        TaskScores task = new TaskScores();
        tasks.add(task);
        return task;
    }

    /** A task has ended. */
    void remove(TaskScores task) {
        tasks.remove(task);
    }

    /** The highest first. */
    public List<LatestScore> highest(int limit) {
        List<LatestScore> all = new ArrayList<>();
        tasks.forEach(task -> all.addAll(task.all()));
        all.sort(HIGHEST_FIRST);
        return all.size() <= limit ? all : List.copyOf(all.subList(0, limit));
    }
}
