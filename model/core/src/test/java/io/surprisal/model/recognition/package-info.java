@NullMarked
package io.surprisal.model.recognition;

import org.jspecify.annotations.NullMarked;
