/** From the bytes of the input topic to readings of series, or to what is wrong with them. */
@NullMarked
package io.surprisal.topology.input;

import org.jspecify.annotations.NullMarked;
