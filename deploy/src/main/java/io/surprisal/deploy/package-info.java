/** The command line and what starts it. */
@NullMarked
package io.surprisal.deploy;

import org.jspecify.annotations.NullMarked;
