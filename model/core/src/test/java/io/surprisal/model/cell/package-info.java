@NullMarked
package io.surprisal.model.cell;

import org.jspecify.annotations.NullMarked;
