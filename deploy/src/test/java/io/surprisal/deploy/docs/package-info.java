/** The documents say what the code does. */
@NullMarked
package io.surprisal.deploy.docs;

import org.jspecify.annotations.NullMarked;
