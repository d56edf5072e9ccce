/** Series as history to learn from, read from a Kafka topic. */
@NullMarked
package io.surprisal.deploy.history;

import org.jspecify.annotations.NullMarked;
