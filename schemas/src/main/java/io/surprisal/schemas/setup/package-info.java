/** Creates topics and registers schemas, and says where those that exist disagree. */
@NullMarked
package io.surprisal.schemas.setup;

import org.jspecify.annotations.NullMarked;
