/** How long something takes, in CPU time: of a thread, of groups of threads, of another process. */
@NullMarked
package io.surprisal.deploy.bench.timing;

import org.jspecify.annotations.NullMarked;
