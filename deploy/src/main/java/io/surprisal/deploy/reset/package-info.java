/** Back to the beginning, or to another place of the input. */
@NullMarked
package io.surprisal.deploy.reset;

import org.jspecify.annotations.NullMarked;
