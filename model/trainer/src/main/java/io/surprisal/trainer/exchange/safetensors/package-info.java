/** The safetensors file format: named tensors behind a JSON header. */
@NullMarked
package io.surprisal.trainer.exchange.safetensors;

import org.jspecify.annotations.NullMarked;
