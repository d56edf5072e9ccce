/** What holds for the series that a pattern means, by event time: the same for policies and for routes. */
@NullMarked
package io.surprisal.schemas.rule;

import org.jspecify.annotations.NullMarked;
