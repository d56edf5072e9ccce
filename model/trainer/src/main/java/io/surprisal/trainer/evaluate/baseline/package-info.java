/**
 * Detectors that have nothing of the real one, to read its figures against: four of a few lines, a linear forecast, and
 * AWS' Random Cut Forest, which is for these comparisons alone.
 */
@NullMarked
package io.surprisal.trainer.evaluate.baseline;

import org.jspecify.annotations.NullMarked;
