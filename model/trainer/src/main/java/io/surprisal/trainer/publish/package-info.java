/** Puts a model file on the models topic, as a whole or not at all. */
@NullMarked
package io.surprisal.trainer.publish;

import org.jspecify.annotations.NullMarked;
