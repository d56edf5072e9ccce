@NullMarked
package io.surprisal.trainer.recognize;

import org.jspecify.annotations.NullMarked;
