/** Health and metrics over HTTP. */
@NullMarked
package io.surprisal.topology.http;

import org.jspecify.annotations.NullMarked;
