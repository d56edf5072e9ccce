/** What a deployment needs: disk, memory, processors, network. */
@NullMarked
package io.surprisal.deploy.capacity;

import org.jspecify.annotations.NullMarked;
