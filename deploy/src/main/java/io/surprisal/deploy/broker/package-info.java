/** A Kafka broker inside this process, for the demo and for integration tests. */
@NullMarked
package io.surprisal.deploy.broker;

import org.jspecify.annotations.NullMarked;
