/** Reports as one self-contained HTML file with charts in inline SVG: readable without a network, in dark and in light. */
@NullMarked
package io.surprisal.trainer.report;

import org.jspecify.annotations.NullMarked;
