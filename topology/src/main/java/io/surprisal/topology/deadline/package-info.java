/** What is due for a series once the partition's event time has come so far: to forget it, or to say that it is silent. */
@NullMarked
package io.surprisal.topology.deadline;

import org.jspecify.annotations.NullMarked;
