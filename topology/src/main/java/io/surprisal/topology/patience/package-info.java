/** Waiting for what will heal, for a limited time, and not beyond a stop. */
@NullMarked
package io.surprisal.topology.patience;

import org.jspecify.annotations.NullMarked;
