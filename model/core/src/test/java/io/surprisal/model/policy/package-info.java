@NullMarked
package io.surprisal.model.policy;

import org.jspecify.annotations.NullMarked;
