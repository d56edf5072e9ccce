/** How good scores and alerts are, measured against labels. */
@NullMarked
package io.surprisal.trainer.evaluate.metric;

import org.jspecify.annotations.NullMarked;
