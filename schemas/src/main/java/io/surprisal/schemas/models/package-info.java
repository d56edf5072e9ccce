/** A model outside the detector: the model file, the models topic, and the way back to a checked snapshot. */
@NullMarked
package io.surprisal.schemas.models;

import org.jspecify.annotations.NullMarked;
