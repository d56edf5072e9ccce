/** What is due for a series once the partition's event time has come so far: to forget it. */
@NullMarked
package io.surprisal.topology.deadline;

import org.jspecify.annotations.NullMarked;
