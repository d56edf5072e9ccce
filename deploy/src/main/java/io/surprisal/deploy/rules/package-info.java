/** Changes policies and routes on the models topic. */
@NullMarked
package io.surprisal.deploy.rules;

import org.jspecify.annotations.NullMarked;
