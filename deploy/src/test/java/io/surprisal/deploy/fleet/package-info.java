/** Tests of the made-up fleet. */
@NullMarked
package io.surprisal.deploy.fleet;

import org.jspecify.annotations.NullMarked;
