/** From verdicts to the records of the output topics. */
@NullMarked
package io.surprisal.topology.output;

import org.jspecify.annotations.NullMarked;
