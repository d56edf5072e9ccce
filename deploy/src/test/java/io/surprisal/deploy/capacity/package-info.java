@NullMarked
package io.surprisal.deploy.capacity;

import org.jspecify.annotations.NullMarked;
