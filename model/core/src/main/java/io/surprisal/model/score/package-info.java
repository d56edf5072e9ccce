/** How rare a residual is for its series: statistics of the channels, counted tails, and the score on one scale. */
@NullMarked
package io.surprisal.model.score;

import org.jspecify.annotations.NullMarked;
