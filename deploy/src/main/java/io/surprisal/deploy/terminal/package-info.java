/** What a person sees of a command that takes its time. */
@NullMarked
package io.surprisal.deploy.terminal;

import org.jspecify.annotations.NullMarked;
