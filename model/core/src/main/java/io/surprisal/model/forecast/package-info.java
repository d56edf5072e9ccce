/** From the network's inputs to the distributions of a feature's values 1, 24 and 96 rows ahead. */
@NullMarked
package io.surprisal.model.forecast;

import org.jspecify.annotations.NullMarked;
