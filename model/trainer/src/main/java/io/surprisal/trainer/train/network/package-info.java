/** The network as PyTorch trains it: forward and backward pass, loss, optimiser. Its tensors are those of the detector. */
@NullMarked
package io.surprisal.trainer.train.network;

import org.jspecify.annotations.NullMarked;
