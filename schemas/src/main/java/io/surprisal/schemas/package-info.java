/** Topics with their serdes, and the setup that creates them. */
@NullMarked
package io.surprisal.schemas;

import org.jspecify.annotations.NullMarked;
