/** What is remembered of a series: one byte array, its layout, and the parts that are read from it and written back. */
@NullMarked
package io.surprisal.model.series;

import org.jspecify.annotations.NullMarked;
