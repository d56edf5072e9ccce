/** Short forms of long work. */
@NullMarked
package io.surprisal.deploy.soak;

import org.jspecify.annotations.NullMarked;
