/** Which version of the model scores an event: what the models topic says, kept ready for the event path. */
@NullMarked
package io.surprisal.topology.weights;

import org.jspecify.annotations.NullMarked;
