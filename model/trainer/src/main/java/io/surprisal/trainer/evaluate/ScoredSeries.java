package io.surprisal.trainer.evaluate;

import io.surprisal.trainer.data.SeriesFile;
import io.surprisal.trainer.evaluate.metric.HitRate;
import io.surprisal.trainer.evaluate.metric.MethodRows;
import io.surprisal.trainer.evaluate.metric.RowLabels;
import java.util.Optional;

/**
 * What the detector said of one series.
 *
 * @param series where its rows are
 * @param historyRows rows that advanced the state only
 * @param unscored rows among those written that could not be scored
 * @param detector score and alert of every row written
 * @param labels of these rows, where there are any
 * @param attribution of the incidents whose features are known
 */
record ScoredSeries(
        SeriesFile series,
        long historyRows,
        long unscored,
        MethodRows detector,
        Optional<RowLabels> labels,
        HitRate attribution) {}
