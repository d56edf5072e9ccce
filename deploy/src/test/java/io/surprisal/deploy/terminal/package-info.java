/** Tests of what a person sees. */
@NullMarked
package io.surprisal.deploy.terminal;

import org.jspecify.annotations.NullMarked;
