/** Learns to name kinds of incident: examples from labels or injection, the head's training, its proof on what was held back. */
@NullMarked
package io.surprisal.trainer.recognize;

import org.jspecify.annotations.NullMarked;
