@NullMarked
package io.surprisal.model;

import org.jspecify.annotations.NullMarked;
