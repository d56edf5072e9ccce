/** The same scoring without the network: what a simple forecast reaches in its place. */
@NullMarked
package io.surprisal.trainer.evaluate.control;

import org.jspecify.annotations.NullMarked;
