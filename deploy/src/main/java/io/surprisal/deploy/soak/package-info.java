/** Hours of steady work in minutes: whether anything of a detector grows that should not. */
@NullMarked
package io.surprisal.deploy.soak;

import org.jspecify.annotations.NullMarked;
