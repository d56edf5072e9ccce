/** From an observation to a verdict: guard, network inputs, residuals, score, refractory period, change of version. */
@NullMarked
package io.surprisal.model.detect;

import org.jspecify.annotations.NullMarked;
