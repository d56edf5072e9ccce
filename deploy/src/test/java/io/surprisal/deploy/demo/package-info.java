/** Tests of the demo's book-keeping. */
@NullMarked
package io.surprisal.deploy.demo;

import org.jspecify.annotations.NullMarked;
