/** The injection bench: how many incidents of each kind a detector finds at one alert in 1,000 clean rows. */
@NullMarked
package io.surprisal.trainer.bench.injection;

import org.jspecify.annotations.NullMarked;
