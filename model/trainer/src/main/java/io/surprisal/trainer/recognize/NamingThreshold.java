package io.surprisal.trainer.recognize;

import java.util.Comparator;
import java.util.List;

/**
 * The least probability at which a head names a kind: the one at which as many alerts as possible get a name while of those names
 * the wished share is right. It is read off alerts that the heads were not trained on, false ones included, whose every name is
 * wrong; so it makes no difference how sure of itself a head is.
 */
final class NamingThreshold {

    /** Of a head that is never right often enough: it names nothing. */
    static final float NEVER = 1;

    private static final int FEWEST = 10;

    private NamingThreshold() {}

    /**
     * The threshold.
     *
     * @param precision the share of right names that is wished for
     */
    static float of(List<HeldBackAnswer> answers, double precision) {
        List<HeldBackAnswer> candidates = answers.stream()
                .filter(answer -> answer.isNamed(0))
                .sorted(Comparator.comparingDouble(HeldBackAnswer::probability).reversed())
                .toList();
        float threshold = NEVER;
        int right = 0;
        for (int count = 1; count <= candidates.size(); count++) {
            HeldBackAnswer last = candidates.get(count - 1);
            right += last.isRight() ? 1 : 0;
            boolean tied = count < candidates.size() && candidates.get(count).probability() == last.probability();
            if (!tied && count >= Math.min(FEWEST, candidates.size()) && right >= precision * count) {
                threshold = below(last.probability());
            }
        }
        return threshold;
    }

    /** The largest float that is not above a probability. */
    private static float below(double probability) {
        float rounded = (float) probability;
        return rounded > probability ? Math.nextDown(rounded) : rounded;
    }
}
