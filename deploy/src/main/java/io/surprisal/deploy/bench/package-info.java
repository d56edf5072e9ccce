/** How fast the detector is, beside others and beside Kafka Streams itself. */
@NullMarked
package io.surprisal.deploy.bench;

import org.jspecify.annotations.NullMarked;
