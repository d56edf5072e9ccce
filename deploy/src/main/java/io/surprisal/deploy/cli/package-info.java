/** The commands of {@code surprisal}: each reads its options and calls one class of a module. */
@NullMarked
package io.surprisal.deploy.cli;

import org.jspecify.annotations.NullMarked;
