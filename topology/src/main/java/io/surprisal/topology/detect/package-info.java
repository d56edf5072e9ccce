/** The processors: a record in, the detector asked, its verdict out. */
@NullMarked
package io.surprisal.topology.detect;

import org.jspecify.annotations.NullMarked;
