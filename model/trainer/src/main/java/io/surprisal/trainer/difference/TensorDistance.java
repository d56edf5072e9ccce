package io.surprisal.trainer.difference;

/**
 * How far two tensors of one shape are from each other.
 *
 * @param name of the tensor
 * @param shape its dimensions, for people
 * @param norm ‖a‖, the root of the sum of squares
 * @param otherNorm ‖b‖
 * @param distance ‖b − a‖
 * @param largest the largest |b − a| of one number
 */
record TensorDistance(String name, String shape, double norm, double otherNorm, double distance, double largest) {

    /** Measures two arrays of the same length. */
    static TensorDistance of(String name, String shape, float[] one, float[] other) {
        double squares = 0;
        double otherSquares = 0;
        double distance = 0;
        double largest = 0;
        for (int index = 0; index < one.length; index++) {
            double difference = (double) other[index] - one[index];
            squares += (double) one[index] * one[index];
            otherSquares += (double) other[index] * other[index];
            distance += difference * difference;
            largest = Math.max(largest, Math.abs(difference));
        }
        return new TensorDistance(
                name, shape, Math.sqrt(squares), Math.sqrt(otherSquares), Math.sqrt(distance), largest);
    }

    /** ‖b − a‖ in parts of ‖a‖; infinite where a is 0 and b is not. */
    double relative() {
        return distance == 0 ? 0 : distance / norm;
    }
}
