/** Incidents of named kinds, put into rows that have none: what a detector should find, where nobody labelled anything. */
@NullMarked
package io.surprisal.trainer.inject;

import org.jspecify.annotations.NullMarked;
