/** Incidents and what people say of them, as their topics have them. */
@NullMarked
package io.surprisal.deploy.incident;

import org.jspecify.annotations.NullMarked;
