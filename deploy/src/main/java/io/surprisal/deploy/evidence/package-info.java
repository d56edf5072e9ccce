/** Alerts computed again from what was written beside them. */
@NullMarked
package io.surprisal.deploy.evidence;

import org.jspecify.annotations.NullMarked;
