/** Changes policies on the models topic. */
@NullMarked
package io.surprisal.deploy.policies;

import org.jspecify.annotations.NullMarked;
