/** A training as an HTML report: losses, what the scores' nominal rates are worth, examples, provenance. */
@NullMarked
package io.surprisal.trainer.train.page;

import org.jspecify.annotations.NullMarked;
