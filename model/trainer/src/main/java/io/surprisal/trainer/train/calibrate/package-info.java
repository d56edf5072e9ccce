/** From statistics on rows that are as good as normal to nominal rates: the curves and the silence after an alert. */
@NullMarked
package io.surprisal.trainer.train.calibrate;

import org.jspecify.annotations.NullMarked;
