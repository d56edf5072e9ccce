/** An epoch of training beside the same written plainly. */
@NullMarked
package io.surprisal.deploy.bench.training;

import org.jspecify.annotations.NullMarked;
