/** One observation through the whole detector, without Kafka. */
@NullMarked
package io.surprisal.deploy.bench.step;

import org.jspecify.annotations.NullMarked;
