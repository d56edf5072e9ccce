/** Which alerts belong together: incidents that open, last and close, and series that fall silent. */
@NullMarked
package io.surprisal.topology.incident;

import org.jspecify.annotations.NullMarked;
