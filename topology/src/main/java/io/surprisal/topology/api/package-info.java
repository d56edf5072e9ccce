/** What the API tells: series, forecasts, alerts, models and the application itself, of this instance and of the others. */
@NullMarked
package io.surprisal.topology.api;

import org.jspecify.annotations.NullMarked;
