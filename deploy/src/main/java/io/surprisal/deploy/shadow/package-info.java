/** Champion and challenger side by side, from what both said of the same observations. */
@NullMarked
package io.surprisal.deploy.shadow;

import org.jspecify.annotations.NullMarked;
