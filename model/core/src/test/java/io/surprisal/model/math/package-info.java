@NullMarked
package io.surprisal.model.math;

import org.jspecify.annotations.NullMarked;
