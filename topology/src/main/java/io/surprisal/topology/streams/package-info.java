/** How Kafka Streams is set up: its properties, the memory of its stores, what it does with failures. */
@NullMarked
package io.surprisal.topology.streams;

import org.jspecify.annotations.NullMarked;
