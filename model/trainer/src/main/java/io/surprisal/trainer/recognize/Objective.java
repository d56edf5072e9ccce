package io.surprisal.trainer.recognize;

/** A smooth function that is to be made small. */
interface Objective {

    /**
     * Its value at a point.
     *
     * @param gradient is overwritten, as long as the point
     */
    double at(double[] point, double[] gradient);
}
