/** How good forecasts of many rows are, beside those that cost nothing. */
@NullMarked
package io.surprisal.trainer.bench.forecast;

import org.jspecify.annotations.NullMarked;
