/** The whole application on a real broker, beside the same topology without the network. */
@NullMarked
package io.surprisal.deploy.bench.topology;

import org.jspecify.annotations.NullMarked;
