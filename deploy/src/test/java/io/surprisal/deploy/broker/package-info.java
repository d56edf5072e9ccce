/** The broker of the demo and of the tests. */
@NullMarked
package io.surprisal.deploy.broker;

import org.jspecify.annotations.NullMarked;
