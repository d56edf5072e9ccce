/** Which model scores the series that a pattern means. */
@NullMarked
package io.surprisal.schemas.route;

import org.jspecify.annotations.NullMarked;
