/** What the application counts. */
@NullMarked
package io.surprisal.topology.metrics;

import org.jspecify.annotations.NullMarked;
