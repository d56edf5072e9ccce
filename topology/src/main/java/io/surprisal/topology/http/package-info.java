/** The HTTP server: health, metrics, and how requests find who answers them. */
@NullMarked
package io.surprisal.topology.http;

import org.jspecify.annotations.NullMarked;
