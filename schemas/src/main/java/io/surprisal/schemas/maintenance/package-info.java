/** Announced stretches of event time in which series behave unusually, as the models topic has them. */
@NullMarked
package io.surprisal.schemas.maintenance;

import org.jspecify.annotations.NullMarked;
