/** Tests of the command line. */
@NullMarked
package io.surprisal.deploy.cli;

import org.jspecify.annotations.NullMarked;
