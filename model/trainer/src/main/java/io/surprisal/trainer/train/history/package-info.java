/** History to learn from: the rows of series, from CSV folders or a topic. */
@NullMarked
package io.surprisal.trainer.train.history;

import org.jspecify.annotations.NullMarked;
