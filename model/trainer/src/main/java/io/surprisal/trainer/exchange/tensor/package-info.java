/** Named tensors, whatever file they are from. */
@NullMarked
package io.surprisal.trainer.exchange.tensor;

import org.jspecify.annotations.NullMarked;
