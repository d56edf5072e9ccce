/** ONNX graphs, as far as they are the recurrent networks that PyTorch exports. */
@NullMarked
package io.surprisal.trainer.exchange.onnx;

import org.jspecify.annotations.NullMarked;
