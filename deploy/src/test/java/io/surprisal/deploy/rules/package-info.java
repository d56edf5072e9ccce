/** What must hold over the classes of all modules. */
@NullMarked
package io.surprisal.deploy.rules;

import org.jspecify.annotations.NullMarked;
