/** Series as one stream of observations, paced and sent to Kafka. */
@NullMarked
package io.surprisal.deploy.feed;

import org.jspecify.annotations.NullMarked;
