/** What stands on the models topic, read from its beginning as detectors read it. */
@NullMarked
package io.surprisal.schemas.models.topic;

import org.jspecify.annotations.NullMarked;
