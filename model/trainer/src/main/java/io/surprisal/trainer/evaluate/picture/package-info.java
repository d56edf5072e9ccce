/** An evaluation as an HTML report: the figures, and pictures of the series that tell most. */
@NullMarked
package io.surprisal.trainer.evaluate.picture;

import org.jspecify.annotations.NullMarked;
