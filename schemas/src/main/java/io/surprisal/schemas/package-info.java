/** Topics with their serdes, by way of the schema registry. */
@NullMarked
package io.surprisal.schemas;

import org.jspecify.annotations.NullMarked;
