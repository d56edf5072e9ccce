@NullMarked
package io.surprisal.model.forecast;

import org.jspecify.annotations.NullMarked;
