/** A schema registry in a child process, for the demo and for integration tests. */
@NullMarked
package io.surprisal.deploy.registry;

import org.jspecify.annotations.NullMarked;
