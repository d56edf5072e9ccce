/** The detector over series in files: scores for every row, and figures beside those of simple baselines. */
@NullMarked
package io.surprisal.trainer.evaluate;

import org.jspecify.annotations.NullMarked;
