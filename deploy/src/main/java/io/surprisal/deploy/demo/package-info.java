/** The demo: a fleet of series with known incidents, streamed through a real broker into the detector. */
@NullMarked
package io.surprisal.deploy.demo;

import org.jspecify.annotations.NullMarked;
