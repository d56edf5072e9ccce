/** What two versions of a model have in common and what not. */
@NullMarked
package io.surprisal.trainer.difference;

import org.jspecify.annotations.NullMarked;
