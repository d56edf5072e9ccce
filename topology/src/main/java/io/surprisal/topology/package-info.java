/** The Kafka Streams application: wiring, start and stop. */
@NullMarked
package io.surprisal.topology;

import org.jspecify.annotations.NullMarked;
