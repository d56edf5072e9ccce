/** Recurrent cells, the network that stacks them, and what they remember of a series. */
@NullMarked
package io.surprisal.model.cell;

import org.jspecify.annotations.NullMarked;
