/** Policies as the models topic has them: which series a pattern means, which settings hold for it from which event time on. */
@NullMarked
package io.surprisal.schemas.policy;

import org.jspecify.annotations.NullMarked;
