/** Training: the data, the network in PyTorch, the run, and the calibration of what came out of it. */
@NullMarked
package io.surprisal.trainer.train;

import org.jspecify.annotations.NullMarked;
