/** Made-up series of many kinds, from a seed alone: what the default model learns from beside real data. */
@NullMarked
package io.surprisal.trainer.train.synthetic;

import org.jspecify.annotations.NullMarked;
