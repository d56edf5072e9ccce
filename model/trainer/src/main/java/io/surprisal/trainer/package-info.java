/** The offline side: history in, a model file out. */
@NullMarked
package io.surprisal.trainer;

import org.jspecify.annotations.NullMarked;
