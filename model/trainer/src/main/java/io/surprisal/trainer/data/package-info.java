/** Series in CSV files: which there are, what their columns are, and their rows in file order. */
@NullMarked
package io.surprisal.trainer.data;

import org.jspecify.annotations.NullMarked;
