/** What is kept for people to look at: the latest scores, in memory, and the history of scores, if it is wished. */
@NullMarked
package io.surprisal.topology.view;

import org.jspecify.annotations.NullMarked;
