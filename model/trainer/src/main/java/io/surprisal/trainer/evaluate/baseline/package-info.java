/** Simple detectors without a network, each of a few lines, to read the real one's figures against. */
@NullMarked
package io.surprisal.trainer.evaluate.baseline;

import org.jspecify.annotations.NullMarked;
