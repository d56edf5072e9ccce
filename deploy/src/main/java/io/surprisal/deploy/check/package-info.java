/** Whether a cluster has what a detector needs, before it is started. */
@NullMarked
package io.surprisal.deploy.check;

import org.jspecify.annotations.NullMarked;
