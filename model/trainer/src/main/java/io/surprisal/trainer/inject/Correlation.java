package io.surprisal.trainer.inject;

/** Pearson's correlation. */
final class Correlation {

    private Correlation() {}

    /** Over the places where neither value is missing; 0 if one of the two does not vary. */
    static double of(double[] one, double[] other) {
        double meanOne = 0;
        double meanOther = 0;
        double squaresOne = 0;
        double squaresOther = 0;
        double products = 0;
        int count = 0;
        for (int row = 0; row < one.length; row++) {
            if (Double.isNaN(one[row]) || Double.isNaN(other[row])) {
                continue;
            }
            count++;
            double distanceOne = one[row] - meanOne;
            double distanceOther = other[row] - meanOther;
            meanOne += distanceOne / count;
            meanOther += distanceOther / count;
            squaresOne += distanceOne * (one[row] - meanOne);
            squaresOther += distanceOther * (other[row] - meanOther);
            products += distanceOne * (other[row] - meanOther);
        }
        double scale = Math.sqrt(squaresOne) * Math.sqrt(squaresOther);
        return scale > 0 ? products / scale : 0;
    }
}
