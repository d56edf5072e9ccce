package io.surprisal.trainer.publish;

import io.surprisal.schemas.models.CanaryShare;

/**
 * How an alias is to name a version.
 *
 * @param activation from when on
 * @param by who wants it
 * @param why why
 * @param canaryPercent for which share of the series, above 0 to 100; 100 is all
 */
public record AliasRequest(Activation activation, String by, String why, double canaryPercent) {

    /** For all series. */
    public AliasRequest(Activation activation, String by, String why) {
        this(activation, by, why, CanaryShare.ALL);
    }

    /** Whether it is for some of the series. */
    boolean isCanary() {
        return canaryPercent < CanaryShare.ALL;
    }
}
