/** A made-up fleet of series, and the incidents in it that are known because they were put there. */
@NullMarked
package io.surprisal.deploy.fleet;

import org.jspecify.annotations.NullMarked;
