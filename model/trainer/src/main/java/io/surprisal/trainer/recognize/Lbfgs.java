package io.surprisal.trainer.recognize;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimises a smooth function by L-BFGS with a backtracking line search; one thread, a fixed order of all sums, so that the same
 * start gives the same bits.
 *
 * <p>Nocedal and Wright, Numerical Optimization, 2nd edition, 2006: algorithms 7.4 (the direction, by two loops over the last
 * steps) and 3.1 (the line search, Armijo's condition).
 */
final class Lbfgs {

    private static final int REMEMBERED = 10;
    private static final double SUFFICIENT = 1e-4;
    private static final double SHORTENED = 0.5;
    private static final int TRIES = 30;
    private static final double LEAST_CURVATURE = 1e-10;

    private final int iterations;
    private final double tolerance;

    /**
     * A search.
     *
     * @param iterations at most so many
     * @param tolerance of the gradient's largest component, at which the search ends
     */
    Lbfgs(int iterations, double tolerance) {
        this.iterations = iterations;
        this.tolerance = tolerance;
    }

    /** A step that was taken. */
    private static final class Step {

        private final double[] step;
        private final double[] change; // of the gradient
        private final double curvature; // of the function along it, step · change

        Step(double[] step, double[] change, double curvature) {
            this.step = step;
            this.change = change;
            this.curvature = curvature;
        }
    }

    /** The point that it comes to from a start, which is not changed. */
    double[] minimise(Objective objective, double[] start) {
        double[] point = start.clone();
        double[] gradient = new double[point.length];
        double value = objective.at(point, gradient);
        Deque<Step> steps = new ArrayDeque<>();
        for (int iteration = 0; iteration < iterations && largest(gradient) > tolerance; iteration++) {
            double[] direction = direction(gradient, steps);
            double slope = product(direction, gradient);
            double length = steps.isEmpty() ? 1 / Math.max(1, Math.sqrt(product(gradient, gradient))) : 1;
            double[] next = new double[point.length];
            double[] nextGradient = new double[point.length];
            double nextValue = Double.POSITIVE_INFINITY;
            int tries = 0;
            for (; tries < TRIES; tries++) {
                for (int index = 0; index < next.length; index++) {
                    next[index] = point[index] + length * direction[index];
                }
                nextValue = objective.at(next, nextGradient);
                if (nextValue <= value + SUFFICIENT * length * slope) {
                    break;
                }
                length *= SHORTENED;
            }
            if (tries == TRIES) {
                return point; // rounding leaves nothing to gain
            }
            remember(steps, difference(next, point), difference(nextGradient, gradient));
            point = next;
            gradient = nextGradient;
            value = nextValue;
        }
        return point;
    }

    private static void remember(Deque<Step> steps, double[] step, double[] change) {
        double curvature = product(step, change);
        if (curvature > LEAST_CURVATURE * product(change, change)) {
            steps.addLast(new Step(step, change, curvature));
            if (steps.size() > REMEMBERED) {
                steps.removeFirst();
            }
        }
    }

    /** Minus the gradient, bent by the curvature that the last steps showed. */
    private static double[] direction(double[] gradient, Deque<Step> steps) {
        double[] direction = gradient.clone();
        double[] parts = new double[steps.size()];
        int place = parts.length;
        for (Iterator<Step> back = steps.descendingIterator(); back.hasNext(); ) {
            Step each = back.next();
            place--;
            parts[place] = product(each.step, direction) / each.curvature;
            add(direction, -parts[place], each.change);
        }
        if (!steps.isEmpty()) {
            Step last = steps.getLast();
            scale(direction, last.curvature / product(last.change, last.change));
        }
        for (Step each : steps) {
            double part = parts[place] - product(each.change, direction) / each.curvature;
            add(direction, part, each.step);
            place++;
        }
        scale(direction, -1);
        return direction;
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static double product(double[] one, double[] other) {
        double sum = 0;
        for (int index = 0; index < one.length; index++) {
            sum += one[index] * other[index];
        }
        return sum;
    }

    private static double[] difference(double[] one, double[] other) {
        double[] difference = new double[one.length];
        for (int index = 0; index < one.length; index++) {
            difference[index] = one[index] - other[index];
        }
        return difference;
    }

    private static void add(double[] target, double factor, double[] values) {
        for (int index = 0; index < target.length; index++) {
            target[index] += factor * values[index];
        }
    }

    private static void scale(double[] values, double factor) {
        for (int index = 0; index < values.length; index++) {
            values[index] *= factor;
        }
    }
}
