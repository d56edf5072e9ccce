/** End-to-end tests on a real broker in this process. */
@NullMarked
package io.surprisal.deploy.it;

import org.jspecify.annotations.NullMarked;
