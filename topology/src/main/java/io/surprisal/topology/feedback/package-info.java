/** What people say of incidents, and what it moves. */
@NullMarked
package io.surprisal.topology.feedback;

import org.jspecify.annotations.NullMarked;
