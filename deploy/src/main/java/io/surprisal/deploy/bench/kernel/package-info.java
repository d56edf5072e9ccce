/** One step of an LSTM layer, in the project's way and in others. */
@NullMarked
package io.surprisal.deploy.bench.kernel;

import org.jspecify.annotations.NullMarked;
