/** The gate before a model becomes champion: is it worse than the champion on rows that neither has learnt? */
@NullMarked
package io.surprisal.trainer.gate;

import org.jspecify.annotations.NullMarked;
